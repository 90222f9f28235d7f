"""Every form of both URLconfs, filled in as it is shown, sent with fields that nobody offered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from accounts.models import User
from bench.browser import Page
from tenants.actions.ask_visit import ask_visit
from tenants.models import Membership, Tenant
from tests.admin.places import names
from tests.blog.studio.conftest import House, house  # noqa: F401  # a fixture
from tests.blog.studio.test_access import ENDPOINTS, path  # noqa: F401  # a fixture
from tests.conftest import BlogClient, Join, MakeBlog, MakeUser
from tests.isolation.examples import ADMIN, PLATFORM, endpoints
from tests.isolation.test_endpoints import allauth_examples
from tests.support.admin import admin_client
from tests.support.facts import record

pytestmark = pytest.mark.django_db

TYPED = "Something that fits"  # in what is shown empty


def extra(me: User, other: Tenant) -> dict[str, str]:
    """What somebody would like to slip in."""
    return {
        "is_staff": "on",
        "is_superuser": "1",
        "is_active": "1",
        "role": "owner",
        "tenant": str(other.pk),
        "tenant_id": str(other.pk),
        "owner": str(me.pk),
        "user": str(me.pk),
        "user_id": str(me.pk),
        "created_by_id": str(me.pk),
        "session_epoch": "99",
        "plan": "1",
        "trusted": "on",
        "state": "ready",
    }


def powers() -> dict[str, Any]:
    """Who may do what: what no form may change but those that are for it."""
    return {
        "staff": set(User.objects.filter(is_staff=True).values_list("pk", flat=True)),
        "super": set(User.objects.filter(is_superuser=True).values_list("pk", flat=True)),
        "roles": set(Membership.objects.values_list("user_id", "tenant_id", "role")),
    }


def posts_of(client: Client, at: str, more: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Send each form of a page with `more`; and `more` alone, where the page has none."""
    page = client.get(at)
    text = b"" if page.streaming else page.content
    forms = Page.of(text.decode(errors="replace")).forms
    for action, fields in [*forms, ("", {})]:
        target = action or at
        if not target.startswith("/") or "logout" in target:
            continue
        sent = {name: value or TYPED for name, value in fields.items()}
        yield target, client.post(target, sent | more).status_code


def try_all(client: Client, paths: list[str], more: dict[str, str], me: User) -> int:
    """Each in a transaction that is taken back; `me` may lose a role, and gain none."""
    tried, before = 0, powers()
    for at in paths:
        with transaction.atomic():
            for target, status in posts_of(client, at, more):
                tried += 1
                now = powers()
                said = f"{at} → {target} {status}"
                assert now["staff"] <= before["staff"], said
                assert now["super"] <= before["super"], said
                gained = now["roles"] - before["roles"]
                known = {pk for _user, pk, _role in before["roles"]}
                assert not [one for one in gained if one[0] == me.pk and one[1] in known], said
            transaction.set_rollback(True)
    return tried


@pytest.fixture
def other(make_blog: MakeBlog, charlie: User) -> Tenant:
    """A blog of somebody else's."""
    return make_blog("other", charlie)


def test_in_the_studio(
    house: House,  # noqa: F811
    path: Any,  # noqa: F811
    other: Tenant,
    bob: User,
    join: Join,
) -> None:
    join(bob, house.tenant, "admin")
    paths = [path(name) for name in ENDPOINTS]
    tried = try_all(house.client(bob), paths, extra(bob, other), bob)
    assert tried > len(paths)
    record("escalation, studio", tried=tried, gained=0)


def test_on_the_platform(
    house: House,  # noqa: F811
    other: Tenant,
    bob: User,
    join: Join,
    platform_client: BlogClient,
) -> None:
    join(bob, house.tenant, "author")
    examples = PLATFORM | ADMIN | allauth_examples()
    paths = [e.path for e in endpoints(settings.PUBLIC_SCHEMA_URLCONF, examples)]
    paths += [f"/blogs/{house.tenant.pk}/{what}/" for what in ("leave", "transfer", "delete")]
    tried = try_all(platform_client(bob), paths, extra(bob, other), bob)
    record("escalation, platform", tried=tried, gained=0)


def test_in_the_admin_nobody_becomes_an_admin(
    house: House,  # noqa: F811
    other: Tenant,
    bob: User,
    user_factory: MakeUser,
) -> None:
    ada = user_factory("ada@post.example", is_staff=True)
    client = admin_client(ada)
    visit = ask_visit(house.tenant, person=house.owner, by=ada, reason="because")
    pages = [f"/admin/blogs/{house.tenant.pk}/", f"/admin/people/{bob.pk}/"]
    pages += [f"/admin/people/{bob.pk}/{verb}/" for verb in ("sign-out", "disable", "enable")]
    pages += [f"/admin/visits/{visit.pk}/end/", "/admin/invites/new/", "/admin/signups/rules/"]
    pages += [
        f"/admin/blogs/{house.tenant.pk}/{name.removeprefix('blogs_')}/"
        for name in names()
        if name.startswith("blogs_") and name not in {"blogs_page", "blogs_bulk"}
    ]
    tried = try_all(client, pages, extra(bob, other), bob)
    record("escalation, admin", tried=tried, gained=0)
