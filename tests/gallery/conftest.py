"""One walk for all tests of a process: its pages are plain data."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.conftest import PASSWORD, ensure_template, signed_in
from tests.gallery.walk import Shown, Walked, walk
from tests.support.hands import Hands

WALKS = {"walked", "pages", "german_pages"}
_kept: dict[str, Walked] = {}  # the browser's tests import the fixtures, and get the same


def pytest_itemcollected(item: pytest.Item) -> None:
    """All on one worker, and so with one walk."""
    if Path(__file__).parent in item.path.parents and WALKS.intersection(item.fixturenames):  # type: ignore[attr-defined]
        item.add_marker(pytest.mark.xdist_group("gallery"))


@pytest.fixture(scope="session")
def walked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Walked:
    """The walk in English; the database is as before."""
    return walked_in("en", django_db_blocker)


@pytest.fixture(scope="session")
def pages(walked: Walked) -> list[Shown]:
    """Every page that a person can see, as it came."""
    return walked.pages


@pytest.fixture(scope="session")
def german_pages(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[Shown]:
    """The same for people and on blogs that have German."""
    return walked_in("de", django_db_blocker).pages


def walked_in(language: str, blocker: DjangoDbBlocker) -> Walked:
    """Walked once; in a thread of its own, since Playwright keeps an event loop in this one."""
    if language not in _kept:
        with blocker.unblock(), Hands(1) as pool:
            _kept[language] = pool.submit(_walk, language).result()
    return _kept[language]


def _walk(language: str) -> Walked:
    from django.core.cache import cache
    from django.db import transaction
    from django.utils import translation

    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]  # none of the product's own
    with around, translation.override(language):
        cache.clear()
        people, clients = partial(make_user, language=language), partial(_client, language)
        found = walk(people, make_blog, clients)
        transaction.set_rollback(True)
        return found


def _client(language: str, user: Any, tenant: Any = None) -> Client:
    client = client_of(user, tenant)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    return client


def make_user(email: str, **fields: Any) -> Any:
    from accounts.models import User

    return User.objects.create_user(email, PASSWORD, **fields)


def make_blog(address: str, owner: Any, name: str) -> Any:
    from tenants.actions.create_tenant import create_tenant
    from tenants.provisioning.provision import provision
    from tests.support.ready_schemas import lend_one

    ensure_template()
    tenant = create_tenant(by=owner, name=name, address=address)
    lend_one()
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
