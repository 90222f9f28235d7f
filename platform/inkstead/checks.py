"""System checks: rules of the data that a line of settings or a model could break unseen.

`docs/architecture.md` says why each rule is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import models

from blog.models.base import TenantModel
from tenants.models import SCHEMA_NAME, Tenant

TAG = "inkstead"
MAX_TENANT_TABLES = 20  # each costs about six relations, times the number of blogs
POSITIVE = (
    models.PositiveBigIntegerField,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
)

type Model = type[models.Model]


@register(TAG)
def apps_are_shared_or_tenant(**_: Any) -> Iterator[CheckMessage]:
    """E001: no app is in both lists."""
    for app in sorted(set(settings.SHARED_APPS) & set(settings.TENANT_APPS)):
        yield _error(1, f"The app {app} is shared and a tenant's.", "Take it out of one list.")


@register(TAG)
def tables_have_one_home(**_: Any) -> Iterator[CheckMessage]:
    """E002: no table name is in both worlds; a search_path decides silently between twins."""
    for table in sorted(_tables(shared_models()) & _tables(tenant_models())):
        yield _error(2, f"The table {table} is in public and in tenants.", "Rename one of them.")


@register(TAG)
def cookies_are_host_only(**_: Any) -> Iterator[CheckMessage]:
    """E003: a cookie with a Domain reaches every blog."""
    for name in ("SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN", "LANGUAGE_COOKIE_DOMAIN"):
        if getattr(settings, name):
            yield _error(3, f"{name} is set.", "Leave it None: sibling blogs are strangers.")


@register(TAG)
def relations_stay_in_the_schema(**_: Any) -> Iterator[CheckMessage]:
    """E004: no foreign key leaves a tenant's schema or reaches into one."""
    tenant, shared = tenant_models(), shared_models()
    for here, there in ((tenant, shared), (shared, tenant)):
        for field in _relations(here):
            if field.related_model in there:
                yield _error(
                    4, f"{field} points from one schema into another.", "Keep the id instead."
                )


@register(TAG)
def tenant_models_know_their_tenant(**_: Any) -> Iterator[CheckMessage]:
    """E005: a tenant's rows are stamped, so that one cannot be saved under another blog."""
    for model in sorted(tenant_models(), key=_label):
        if not model._meta.auto_created and not issubclass(model, TenantModel):
            yield _error(5, f"{_label(model)} is no TenantModel.", "Inherit from it.")


@register(TAG)
def whole_numbers_are_plain(**_: Any) -> Iterator[CheckMessage]:
    """E006: the inline CHECK of a Positive…Field cannot be added to a distributed table."""
    for model in sorted(tenant_models(), key=_label):
        for field in model._meta.local_fields:
            if isinstance(field, POSITIVE):
                yield _error(
                    6, f"{field} is a {type(field).__name__}.",
                    "Use IntegerField with a named CheckConstraint.",
                )  # fmt: skip


@register(TAG)
def requests_are_not_atomic(**_: Any) -> Iterator[CheckMessage]:
    """E007: ATOMIC_REQUESTS does not wrap rendering and undoes what must survive a refusal."""
    for alias, database in settings.DATABASES.items():
        if database.get("ATOMIC_REQUESTS"):
            yield _error(7, f"ATOMIC_REQUESTS is on for {alias}.", "tenant_transaction does it.")


@register(TAG)
def schemas_are_provisioned(**_: Any) -> Iterator[CheckMessage]:
    """E008: django-tenants does not make or drop schemas when a row is saved or deleted."""
    for name in ("auto_create_schema", "auto_drop_schema"):
        if getattr(Tenant, name):
            yield _error(
                8, f"Tenant.{name} is on.", "tenants.provisioning does it, all or nothing."
            )


@register(TAG)
def tenant_tables_are_few(**_: Any) -> Iterator[CheckMessage]:
    """E009: the budget of tables, with the one that notes migrations."""
    count = len(_tables(tenant_models())) + 1
    if count > MAX_TENANT_TABLES:
        yield _error(
            9, f"A tenant has {count} tables; the budget is {MAX_TENANT_TABLES}.",
            "Every table costs about six relations for each blog.",
        )  # fmt: skip


@register(TAG)
def schema_names_are_guarded(**_: Any) -> Iterator[CheckMessage]:
    """E010: the database holds every schema's name to the pattern."""
    guards = (
        c.condition for c in Tenant._meta.constraints if isinstance(c, models.CheckConstraint)
    )
    if models.Q(schema_name__regex=SCHEMA_NAME) not in guards:
        yield _error(10, "Tenant.schema_name has no CHECK.", f"Hold it to {SCHEMA_NAME}.")


@register(TAG, deploy=True)
def the_proxy_is_counted(**_: Any) -> Iterator[CheckMessage]:
    """W011: where a proxy's word about TLS is taken, its address is not the visitor's."""
    if settings.SECURE_PROXY_SSL_HEADER and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        yield Warning(
            "A proxy is trusted about TLS, and TRUSTED_PROXY_COUNT is 0.",
            hint="Set it to the number of proxies: else all visitors share one address's limits.",
            id=f"{TAG}.W011",
        )


def shared_models() -> set[Model]:
    """The models of the public schema, those of many-to-many tables included."""
    return _models_of(settings.SHARED_APPS)


def tenant_models() -> set[Model]:
    """The models of a tenant's schema, those of many-to-many tables included."""
    return _models_of(settings.TENANT_APPS)


def _models_of(names: list[str]) -> set[Model]:
    return {
        model
        for config in apps.get_app_configs()
        if _is_listed(config, names)
        for model in config.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def _is_listed(config: AppConfig, names: list[str]) -> bool:
    path = f"{type(config).__module__}.{type(config).__qualname__}"
    return config.name in names or path in names


def _tables(found: set[Model]) -> set[str]:
    return {model._meta.db_table for model in found}


def _relations(found: set[Model]) -> Iterator[Any]:
    for model in sorted(found, key=_label):
        yield from (field for field in model._meta.local_fields if field.is_relation)
        yield from model._meta.local_many_to_many


def _label(model: Model) -> str:
    return model._meta.label


def _error(number: int, message: str, hint: str) -> Error:
    return Error(message, hint=hint, id=f"{TAG}.E{number:03}")
