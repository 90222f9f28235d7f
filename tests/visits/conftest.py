"""Ada, an admin of the platform, and Alice's blog, which she visits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tenants.actions.ask_visit import ask_visit
from tenants.actions.begin_visit import begin_visit
from tenants.models import Tenant
from tenants.visits.models import Visit
from tests.admin.conftest import ada, admin  # noqa: F401  # fixtures
from tests.blog.studio.conftest import House, house  # noqa: F401  # fixtures
from tests.support.visits import visit_client

type Visiting = Callable[..., Client]


@pytest.fixture
def tenant(house: House) -> Tenant:  # noqa: F811
    return house.tenant


@pytest.fixture
def asked(house: House, ada: User) -> Callable[..., Visit]:  # noqa: F811
    """`asked(may_change=True) -> Visit`: as Alice, not begun."""

    def ask(person: User | None = None, **fields: bool) -> Visit:
        return ask_visit(
            house.tenant, person=person or house.owner, by=ada, reason="because", **fields
        )

    return ask


@pytest.fixture
def visiting(asked: Callable[..., Visit], ada: User) -> Visiting:  # noqa: F811
    """`visiting(may_change=True) -> Client`: Ada in the studio as Alice; `.visit` is its row."""

    def begin(person: User | None = None, **fields: bool) -> Client:
        visit = begin_visit(asked(person, **fields).pk, by=ada, session_key="none yet")
        assert visit is not None
        client = visit_client(visit)
        client.visit = visit  # type: ignore[attr-defined]
        return client

    return begin
