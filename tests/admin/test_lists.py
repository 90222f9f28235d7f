"""Lists: found by what one knows, narrowed, sorted, and as many queries for few as for many."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from journal import audit
from journal.models import AuditEntry
from tenants.actions.create_tenant import create_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.domains.models import DomainClaim
from tenants.models import Tenant, TenantStats
from tenants.plans.models import Plan
from tests.conftest import MakeUser

pytestmark = pytest.mark.django_db

LATE = {
    "part": "token",
    "code": "token_missing",
    "values": {"name": "_inkstead.xn--brcke-lva.example"},
}


@pytest.fixture
def ferry(alice: User) -> Tenant:
    return create_tenant(by=alice, name="Night Ferry", address="salt-road")


@pytest.fixture
def lamp(bob: User) -> Tenant:
    with time_machine.travel("2020-05-01", tick=False):
        return create_tenant(by=bob, name="The Lamp", address="old-lamp")


def blogs_in(admin: Client, query: str) -> list[str]:
    response = admin.get(f"/admin/blogs/?{query}")
    assert response.status_code == 200
    return [str(blog) for blog in response.context["cl"].result_list]


@pytest.mark.parametrize(
    "term", ["night", "FERRY", "salt-road", "salt-road.inkstead.localhost", "alice@post"]
)
def test_a_blog_is_found_by_name_address_and_owner(
    term: str, admin: Client, ferry: Tenant, lamp: Tenant
) -> None:
    assert blogs_in(admin, f"q={term}") == ["Night Ferry"]


@pytest.mark.parametrize("term", ["letters.example", "brücke.example", "xn--brcke-lva.example"])
def test_a_blog_is_found_by_a_domain_of_its_owners(
    term: str, admin: Client, ferry: Tenant, lamp: Tenant
) -> None:
    for domain in ("www.letters.example", "xn--brcke-lva.example"):
        DomainClaim.objects.create(
            tenant=ferry, domain=domain, state="waiting", look_due_at=timezone.now()
        )
    assert blogs_in(admin, f"q={term}") == ["Night Ferry"]


def test_domains_of_all_blogs_with_what_is_wrong_in_words(
    admin: Client, ferry: Tenant, lamp: Tenant
) -> None:
    for tenant, domain, more in (
        (ferry, "letters.example", {"state": "live"}),
        (lamp, "xn--brcke-lva.example", {"findings": [LATE], "failing_since": timezone.now()}),
    ):
        DomainClaim.objects.create(tenant=tenant, domain=domain, **more)

    def found(query: str) -> list[str]:
        page = admin.get(f"/admin/domains/?{query}")
        return [str(claim) for claim in page.context["cl"].result_list]

    assert found("sort=failing") == ["xn--brcke-lva.example", "letters.example"]
    assert found("state=live") == found("q=night") == ["letters.example"]
    assert found("state=wrong") == found("q=old-lamp") == ["xn--brcke-lva.example"]
    shown = admin.get("/admin/domains/").text
    assert "brücke.example" in shown
    assert "There is no TXT record at _inkstead.brücke.example yet." in shown
    assert f"/admin/blogs/{lamp.pk}/#addresses" in shown


def test_blogs_on_a_plan(admin: Client, ferry: Tenant, lamp: Tenant) -> None:
    small = Plan.objects.create(name="Small")
    Tenant.objects.filter(pk=lamp.pk).update(plan=small)
    assert blogs_in(admin, f"plan={small.pk}") == ["The Lamp"]
    assert blogs_in(admin, "plan=x") == blogs_in(admin, "plan=0") == ["Night Ferry", "The Lamp"]
    assert f'/admin/blogs/?plan={small.pk}">1</a>' in admin.get("/admin/plans/").text


@pytest.mark.parametrize(
    ("mark", "change"),
    [
        ("distrusted", {"trusted": False}),
        ("locked", {"lock_reason": "because"}),
        ("unlisted", {"listing_refused": True}),
    ],
)
def test_what_an_admin_marked(
    mark: str, change: dict[str, Any], admin: Client, ferry: Tenant, lamp: Tenant
) -> None:
    assert blogs_in(admin, f"mark={mark}") == []
    Tenant.objects.filter(pk=ferry.pk).update(**change)
    assert blogs_in(admin, f"mark={mark}") == ["Night Ferry"]


def test_filters_and_orders(admin: Client, ferry: Tenant, lamp: Tenant) -> None:
    Tenant.objects.filter(pk=lamp.pk).update(state="ready")
    TenantStats.objects.filter(pk=lamp.pk).update(posts=4)
    suspend_tenant(lamp, by=None, reason="because")
    assert blogs_in(admin, "state=suspended") == ["The Lamp"]
    assert len(blogs_in(admin, "state=nonsense")) == 2
    assert blogs_in(admin, "state=provisioning") == ["Night Ferry"]
    assert blogs_in(admin, "age=older") == ["The Lamp"]
    assert blogs_in(admin, "age=week") == ["Night Ferry"]
    assert blogs_in(admin, "age=week&state=suspended") == []
    assert blogs_in(admin, "") == blogs_in(admin, "sort=name") == ["Night Ferry", "The Lamp"]
    assert blogs_in(admin, "sort=posts") == ["The Lamp", "Night Ferry"]


def test_a_row_says_what_there_is_to_know(admin: Client, ferry: Tenant) -> None:
    TenantStats.objects.filter(pk=ferry.pk).update(posts=41, storage_bytes=3 * 1024 * 1024)
    page = admin.get("/admin/blogs/").content.decode()
    for word in ("Night Ferry", "salt-road.inkstead.localhost", "Alice", "41", "3.0", "Being made"):
        assert word in page


@pytest.mark.parametrize("query", ["", "q=blog", "state=provisioning&sort=posts"])
def test_the_list_of_blogs_asks_as_often_for_many_as_for_few(
    query: str, admin: Client, user_factory: MakeUser, ferry: Tenant, lamp: Tenant
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            blogs_in(admin, query)
        return len(captured)

    blogs_in(admin, "")  # the session gets its CSRF token
    create_tenant(by=ferry.memberships.get().user, name="Blog", address="blog-none")
    few = asked()
    for number in range(30):
        owner = user_factory(f"owner-{number}@post.example")
        create_tenant(by=owner, name=f"Blog {number}", address=f"blog-{number}-x")
    assert asked() == few < 12


@pytest.mark.parametrize("folder", ["blogs", "people", "audit", "work"])
def test_addresses_made_up_by_hand_are_no_error(folder: str, admin: Client, ferry: Tenant) -> None:
    for query in ("p=999", "p=x", "o=1.2", "q=%25_'", "sort=x", "all=", "_popup=1", "e=1"):
        assert admin.get(f"/admin/{folder}/?{query}", follow=True).status_code == 200, query
    for query in ("password__startswith=a", "memberships__user__password=x", "pk=1"):
        assert admin.get(f"/admin/{folder}/?{query}", follow=True).status_code == 400, query


def test_people_are_found_by_name_and_email(admin: Client, alice: User, bob: User) -> None:
    for term in ("alice@", "Alic"):
        listed = admin.get(f"/admin/people/?q={term}").context["cl"].result_list
        assert list(listed) == [alice]
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert list(admin.get("/admin/people/?state=disabled").context["cl"].result_list) == [bob]


def test_a_persons_page_names_their_blogs(admin: Client, alice: User, ferry: Tenant) -> None:
    page = admin.get(f"/admin/people/{alice.pk}/").content.decode()
    assert "Night Ferry" in page
    assert "alice@post.example" in page


def test_the_audit_is_searched_by_action_reason_actor_and_blog(
    admin: Client, alice: User, ferry: Tenant
) -> None:
    audit.record("tenant.suspended", by=alice.pk, tenant_id=None, target="X", reason="loud cats")
    one = AuditEntry.objects.get(details__reason="loud cats")
    for term in ("loud", "suspended"):
        found = admin.get(f"/admin/audit/?q={term}").context["cl"].result_list
        assert list(found) == [one]
    for term in ("alice@post.example", str(alice.pk)):
        found = admin.get(f"/admin/audit/?q={term}").context["cl"].result_list
        assert {entry.actor_id for entry in found} == {alice.pk}
    for term in ("salt-road.inkstead.localhost", str(ferry.pk)):
        found = admin.get(f"/admin/audit/?q={term}").context["cl"].result_list
        assert {entry.tenant_id for entry in found} == {ferry.pk}
    assert "loud cats" in admin.get(f"/admin/audit/{one.pk}/").content.decode()


def test_the_audit_is_asked_about_a_day(admin: Client, ferry: Tenant) -> None:
    with time_machine.travel("2026-11-12 15:00:00+00:00", tick=False):
        audit.record("tenant.suspended", by=None, tenant_id=ferry.pk)
    with time_machine.travel("2026-11-13 15:00:00+00:00", tick=False):
        audit.record("tenant.resumed", by=None, tenant_id=ferry.pk)
    found = admin.get("/admin/audit/?q=2026-11-12").context["cl"].result_list
    assert [entry.action for entry in found] == ["tenant.suspended"]
    for odd in ("2026-13-45", "9999-12-31"):
        assert not admin.get(f"/admin/audit/?q={odd}").context["cl"].result_list


def test_the_audit_says_who_without_a_query_a_row(
    admin: Client, alice: User, user_factory: MakeUser
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            admin.get("/admin/audit/?about=tenant")
        return len(captured)

    audit.record("tenant.suspended", by=alice.pk, tenant_id=None)
    few = asked()
    for number in range(20):
        audit.record("tenant.x", by=user_factory(f"a{number}@post.example").pk, tenant_id=None)
    assert asked() <= few + 1  # blogs are asked for as well, once some entry names one


def test_pages_follow_one_another(admin: Client, alice: User) -> None:
    for number in range(51):
        audit.record("tenant.x", by=alice.pk, tenant_id=None, target=f"{number}")
    first = admin.get("/admin/audit/?q=tenant.x")
    assert 'rel="next"' in first.content.decode()
    second = admin.get(f"/admin/audit/{first.context['cl'].next_url}")
    assert len(second.context["cl"].result_list) == 1
