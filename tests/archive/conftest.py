"""Stores of their own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from accounts.models import User
from tenants.models import Tenant
from tests.archive.blogs import archive_of, fill
from tests.conftest import MakeBlog, ensure_template


@pytest.fixture(autouse=True)
def stores(settings: LazySettings, tmp_path: Path) -> None:
    """`backups` and `media` below the test's folder."""
    from inkstead.settings.base import backups

    settings.STORAGES = {
        **settings.STORAGES,
        "backups": backups(tmp_path / "backups"),
        "media": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media"},
        },
    }


@pytest.fixture
def ferry(make_blog: MakeBlog, alice: User) -> Tenant:
    """Alice's blog, with something of everything."""
    tenant = make_blog("ferry", alice, "Night Ferry")
    fill(tenant, alice)
    return tenant


@pytest.fixture(scope="module")
def kept_archive(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """An archive of a blog that is not there any more, made once for many tests that only read it.

    Its owner is alice@post.example.
    """
    from tenants.actions.create_tenant import create_tenant
    from tenants.db.scope import tenant_connection
    from tenants.provisioning.provision import provision
    from tenants.provisioning.schema import drop_schema

    with django_db_blocker.unblock():
        ensure_template()
        owner = User.objects.create_user("alice@post.example")
        tenant = create_tenant(by=owner, name="Night Ferry", address="ferry")
        provision(tenant.id)
        fill(tenant, owner)
        path, _manifest = archive_of(tenant, tmp_path_factory.mktemp("kept"))
        drop_schema(tenant_connection(), tenant.schema_name)
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    yield path
