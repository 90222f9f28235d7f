"""Who may enter: every address of the admin, asked as everybody, by every method."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from accounts.models import User
from inkstead.models import ContactMessage
from journal.models import AuditEntry, PlatformWork
from tenants.actions.archive_person import archive_person
from tenants.actions.ask_for_many import ask_for_many
from tenants.actions.ask_visit import ask_visit
from tenants.actions.invite_to_sign_up import invite_to_sign_up
from tenants.actions.keep_report import keep_report
from tenants.actions.notices import make_notice
from tenants.actions.save_plan import save_plan
from tenants.actions.unlist_tenant import unlist_tenant
from tenants.models import Tenant
from tenants.signups.models import Application
from tenants.watch.decisions import Decision
from tests.admin.places import Rows, address, names
from tests.conftest import PASSWORD, BlogClient, MakeBlog
from tests.support.admin import give_factor, use_factor
from tests.support.passkeys import Device, add_passkey, options_on, sign_in_with
from tests.support.tokens import without_tokens

pytestmark = pytest.mark.django_db

LISTS = [
    *("index", "blogs", "people", "plans", "watch", "reports", "signups", "invites"),
    *("review", "decisions", "notices", "house"),
    *("audit", "messages", "work", "many", "visits", "domains"),
    "audit_export",
]


POSTED = {"blogs_bulk", "signups_bulk"} | {
    f"review_{verb}" for verb in ("back", "trust", "suspend", "later")
}


@pytest.fixture
def rows(make_blog: MakeBlog, alice: User, ada: User) -> Rows:
    tenant = make_blog("alice", alice)
    work = PlatformWork.objects.first()
    entry = AuditEntry.objects.filter(tenant_id=tenant.id).first()
    assert work and entry
    message = ContactMessage.objects.create(name="Rhea", email="rhea@post.example", text="Hello.")
    application = Application.objects.create(email="rhea@post.example", about="Hello.")
    invited = invite_to_sign_up(by=None, days=1, reason="because")
    report = keep_report(tenant, path="/", category="spam", text="Look.")
    plan = save_plan(None, by=None, reason="because", name="Small", posts=3)
    job = ask_for_many("lock", [tenant.id], by=None, reason="because")
    unlist_tenant(tenant, by=None, reason="because")
    decided = Decision.objects.get(tenant=tenant)
    now = timezone.now()
    told = make_notice(
        by=None, reason="because", text="Hello.", since=now, until=now + timedelta(days=1)
    )
    visit = ask_visit(tenant, person=alice, by=ada, reason="because")
    archive_person(alice, by=ada, reason="because")
    return Rows(
        blogs=tenant.id,
        people=alice.pk,
        signups=application.pk,
        invites=invited.pk,
        audit=entry.pk,
        messages=message.pk,
        work=work.pk,
        plans=plan.pk,
        reports=report.pk,
        many=job.pk,
        review=tenant.id,
        decisions=decided.pk,
        notices=told.pk,
        visits=visit.pk,
    )


@pytest.fixture
def anybody(platform_client: BlogClient, ada: User, bob: User) -> dict[str, Callable[[], Client]]:
    """One client each of those who may not enter."""

    def without_using_it() -> Client:
        give_factor(ada)
        return platform_client(ada)

    def recovery_codes_alone() -> Client:
        Authenticator.objects.filter(user=ada).delete()
        Authenticator.objects.create(user=ada, type="recovery_codes", data={})
        return use_factor(platform_client(ada), ada)

    def factor_of_somebody_else() -> Client:
        give_factor(ada)
        return use_factor(platform_client(ada), bob)

    def user_with_factor() -> Client:
        give_factor(bob)
        return use_factor(platform_client(bob), bob)

    return {
        "signed out": lambda: platform_client(),
        "user": lambda: platform_client(bob),
        "user with a factor": user_with_factor,
        "staff without a factor": lambda: platform_client(ada),
        "staff with recovery codes alone": recovery_codes_alone,
        "staff who did not use it": without_using_it,
        "staff with somebody else's record": factor_of_somebody_else,
    }


ANSWERS = {
    "signed out": "/accounts/login/?next=",
    "user": 404,
    "user with a factor": 404,
    "staff without a factor": "/accounts/second/app/",
    "staff with recovery codes alone": "/accounts/second/app/",
    "staff who did not use it": "/accounts/second/again/?next=",
    "staff with somebody else's record": "/accounts/second/again/?next=",
}


@pytest.mark.parametrize("role", ANSWERS)
def test_nobody_else_passes_by_any_address_or_method(
    role: str, anybody: dict[str, Callable[[], Client]], rows: Rows
) -> None:
    client, expected = anybody[role](), ANSWERS[role]
    before = AuditEntry.objects.count(), Tenant.objects.get().state
    for name in names():
        for method in ("get", "head", "post", "put", "delete"):
            response = getattr(client, method)(address(name, rows), {"reason": "because"})
            said = f"{role} {method} {name} -> {response.status_code}"
            if isinstance(expected, int):
                assert response.status_code == expected, said
                said_back = without_tokens(response.text).replace(address(name, rows), "")
                assert "admin" not in said_back.lower(), said
            else:
                assert response.status_code == 302, said
                assert response["Location"].startswith(expected), said
    assert (AuditEntry.objects.count(), Tenant.objects.get().state) == before


def test_staff_with_their_second_factor_enter(admin: Client, rows: Rows) -> None:
    for name in names():
        path = address(name, rows)
        expected = 405 if name in POSTED else {"nothing": 404}.get(name, 200)
        response = admin.get(path)
        assert response.status_code == expected, path
        if expected == 200:
            assert "no-store" in response["Cache-Control"], path


def test_lists_and_pages_take_no_writes(admin: Client, rows: Rows) -> None:
    for name in names():
        if name.endswith("_page") or name in LISTS[1:]:
            assert admin.post(address(name, rows)).status_code == 405, name


def test_an_account_that_was_disabled_is_outside_at_once(admin: Client, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert admin.get("/admin/").status_code == 302


def test_a_blogs_host_has_no_admin(
    blog_client: BlogClient, make_blog: MakeBlog, ada: User, admin: Client
) -> None:
    tenant = make_blog("ada", ada)
    assert blog_client(tenant, ada).get("/admin/").status_code == 404


def test_there_are_no_stock_forms_and_no_sign_in_of_its_own(admin: Client) -> None:
    stock = ("_add", "_delete", "_history", "_change", "_changelist", "login", "password")
    assert [name for name in names() if name.endswith(stock) and name != "blogs_delete"] == []
    for path in ("login/", "logout/", "jsi18n/", "tenants/tenant/", "accounts/user/add/"):
        assert admin.get(f"/admin/{path}").status_code == 404


def test_a_passkey_signs_in_to_the_admin_by_itself(
    platform_client: BlogClient, ada: User, rows: Rows
) -> None:
    device = passkey_of(platform_client, ada)
    client = platform_client()
    client.get("/admin/")
    assert sign_in_with(client, device, next="/admin/")["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_who_has_a_passkey_and_did_not_use_it_is_asked_for_it(
    platform_client: BlogClient, ada: User, rows: Rows
) -> None:
    device = passkey_of(platform_client, ada)
    ada.refresh_from_db()
    client = platform_client(ada)
    response = client.get("/admin/")
    assert response["Location"].startswith("/accounts/passkeys/again/?next=")
    page = client.get(response["Location"])
    answer = json.dumps(device.proven(options_on(page.content)))
    client.post(response["Location"], {"credential": answer, "next": "/admin/"})
    assert client.get("/admin/").status_code == 200


def test_a_passkey_that_is_gone_opens_nothing_even_where_it_was_used(
    platform_client: BlogClient, ada: User, rows: Rows
) -> None:
    device = passkey_of(platform_client, ada)
    client = platform_client()
    sign_in_with(client, device)
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=ada, type="webauthn").delete()
    assert client.get("/admin/")["Location"] == "/accounts/second/app/"


def passkey_of(platform_client: BlogClient, user: User) -> Device:
    """A device whose passkey `user` just added."""
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    client = platform_client(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    device = Device()
    add_passkey(client, device)
    return device
