"""Each system check trips on what it is there for, and on nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import models

from accounts.models import User
from blog.models import Blog
from blog.models.base import TenantModel
from inkstead.checks import TAG, tenant_models
from tenants.models import Tenant


def found() -> list[str]:
    """The ids of what the checks say, each as often as they say it."""
    return [str(message.id) for message in run_checks(tags=[TAG])]


@pytest.fixture
def strange_model() -> Iterator[Callable[..., type[models.Model]]]:
    """Make a model of an app and take it out of the registry again."""
    made: list[type[models.Model]] = []

    def make(app: str, base: type[models.Model] = models.Model, **fields: Any) -> Any:
        meta = type("Meta", (), {"app_label": app, **fields.pop("meta", {})})
        body = {"__module__": __name__, "Meta": meta, **fields}
        made.append(type(f"Strange{len(made)}", (base,), body))
        return made[-1]

    yield make
    for model in made:
        del apps.all_models[model._meta.app_label][model._meta.model_name or ""]
        for field in model._meta.local_many_to_many:
            through = field.remote_field.through._meta  # type: ignore[union-attr]
            del apps.all_models[through.app_label][through.model_name or ""]
    apps.clear_cache()


def test_the_product_itself_is_clean() -> None:
    assert found() == []
    assert {model.__name__ for model in tenant_models()} >= {"Post", "Post_tags", "OutboxEntry"}


def test_an_app_in_both_lists(settings: Any) -> None:
    settings.SHARED_APPS = [*settings.SHARED_APPS, "blog"]
    assert "inkstead.E001" in found()


def test_a_table_in_both_worlds(strange_model: Callable[..., Any]) -> None:
    strange_model("journal", meta={"db_table": "blog_post"})
    assert found() == ["inkstead.E002"]


@pytest.mark.parametrize("name", ["SESSION", "CSRF", "LANGUAGE"])
def test_a_cookie_for_a_whole_domain(name: str, settings: Any) -> None:
    setattr(settings, f"{name}_COOKIE_DOMAIN", ".example.com")
    assert found() == ["inkstead.E003"]


def test_a_foreign_key_out_of_the_schema(strange_model: Callable[..., Any]) -> None:
    key = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    strange_model("blog", TenantModel, user=key)
    assert found() == ["inkstead.E004"]


def test_a_foreign_key_into_the_schema(strange_model: Callable[..., Any]) -> None:
    key = models.ForeignKey(Blog, on_delete=models.CASCADE, related_name="+")
    strange_model("tenants", blog=key)
    assert found() == ["inkstead.E004"]


def test_many_to_many_out_of_the_schema(strange_model: Callable[..., Any]) -> None:
    strange_model("blog", TenantModel, users=models.ManyToManyField(User, related_name="+"))
    assert set(found()) == {"inkstead.E004"}


def test_a_tenants_model_that_knows_no_tenant(strange_model: Callable[..., Any]) -> None:
    strange_model("blog")
    assert found() == ["inkstead.E005"]


@pytest.mark.parametrize("size", ["", "Big", "Small"])
def test_a_positive_integer_field(size: str, strange_model: Callable[..., Any]) -> None:
    field = getattr(models, f"Positive{size}IntegerField")
    strange_model("blog", TenantModel, count=field())
    assert found() == ["inkstead.E006"]


def test_a_positive_integer_field_in_public_is_fine(strange_model: Callable[..., Any]) -> None:
    strange_model("journal", count=models.PositiveIntegerField())
    assert found() == []


def test_atomic_requests(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ATOMIC_REQUESTS", True)
    assert found() == ["inkstead.E007"]


@pytest.mark.parametrize("name", ["auto_create_schema", "auto_drop_schema"])
def test_schemas_made_by_themselves(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tenant, name, True)
    assert found() == ["inkstead.E008"]


def test_too_many_tables(strange_model: Callable[..., Any]) -> None:
    room = 20 - 1 - len(tenant_models())
    for _ in range(room):
        strange_model("blog", TenantModel)
    assert found() == []
    strange_model("blog", TenantModel)
    assert found() == ["inkstead.E009"]


def test_schema_names_without_a_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tenant._meta, "constraints", [])
    assert found() == ["inkstead.E010"]
