"""One walk for all tests of a process: its pages are plain data."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.conftest import PASSWORD, ensure_template, signed_in
from tests.gallery.walk import Shown, Walked, walk

_kept: list[Walked] = []  # the browser's tests import the fixtures, and get the same pages


@pytest.fixture(scope="session")
def walked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Walked:
    """The walk; the database is as before.

    In a thread of its own, since Playwright keeps an event loop in the tests' one.
    """
    if not _kept:
        with django_db_blocker.unblock(), ThreadPoolExecutor(1) as pool:
            _kept.append(pool.submit(_walk).result())
    return _kept[0]


@pytest.fixture(scope="session")
def pages(walked: Walked) -> list[Shown]:
    """Every page that a person can see, as it came."""
    return walked.pages


def _walk() -> Walked:
    from django.core.cache import cache
    from django.db import connection, transaction

    try:
        with transaction.atomic():
            cache.clear()
            found = walk(make_user, make_blog, client_of)
            transaction.set_rollback(True)
            return found
    finally:
        connection.close()


def make_user(email: str, **fields: Any) -> Any:
    from accounts.models import User

    return User.objects.create_user(email, PASSWORD, **fields)


def make_blog(address: str, owner: Any, name: str) -> Any:
    from tenants.actions.create_tenant import create_tenant
    from tenants.provisioning.provision import provision

    ensure_template()
    tenant = create_tenant(by=owner, name=name, address=address)
    provision(tenant.id)
    tenant.refresh_from_db()
    return tenant


def client_of(user: Any, tenant: Any = None) -> Client:
    """A browser on a blog's host, or on the platform's, signed in or not."""
    from django.conf import settings

    host = tenant.domains.get(is_primary=True).domain if tenant else settings.PLATFORM_HOST
    if user is not None:
        user.refresh_from_db()  # what was done meanwhile may have ended their sessions
    return signed_in(Client(HTTP_HOST=host), user, tenant)
