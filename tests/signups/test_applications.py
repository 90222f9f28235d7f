"""By approval: who asks is told the same whoever they are, and an admin decides."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from journal.models import AuditEntry, PlatformWork
from tenants.actions.decide_application import refuse_application
from tenants.models import Domain, Tenant
from tenants.signups.clear import CLEAR, clear_applications
from tenants.signups.models import Application
from tenants.signups.of_person import applications_of, forget_sign_ups
from tests.conftest import BlogClient, MakeBlog
from tests.signups.conftest import Rule
from tests.support.admin import admin_client
from tests.support.letters import deliver
from tests.support.sign_up import TOMAS

pytestmark = pytest.mark.django_db

ASKS = TOMAS | {"about": "I write about rivers."}


def words(response: Any) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture
def application(rule: Rule, platform_client: BlogClient) -> Application:
    rule(mode="approve")
    platform_client().post("/signup/", ASKS)
    deliver()
    return Application.objects.get()


def subjects() -> list[str]:
    return [str(letter.subject) for letter in deliver()]


def test_it_is_kept_and_a_letter_says_so(rule: Rule, platform_client: BlogClient) -> None:
    rule(mode="approve")
    assert "Ask for a blog" in words(platform_client().get("/signup/"))
    response = platform_client().post("/signup/", ASKS)
    assert (response.status_code, response["Location"]) == (302, "/signup/waiting/")
    row = Application.objects.get()
    assert (row.email, row.about, row.state) == (ASKS["email"], ASKS["about"], "waiting")
    assert ASKS["password"] not in row.password
    assert not (User.objects.exists() or Tenant.objects.exists())
    assert subjects() == ["Your application is here"]
    assert "Somebody looks at it now." in words(platform_client().get("/signup/waiting/"))


def test_known_unknown_and_waiting_get_the_same_answer(
    rule: Rule, platform_client: BlogClient, alice: User
) -> None:
    rule(mode="approve")
    answers = []
    for email in (alice.email, "new@post.example", "new@post.example"):
        response = platform_client().post("/signup/", ASKS | {"email": email})
        answers.append((response.status_code, response["Location"], response.content))
    assert len(set(answers)) == 1
    assert subjects() == [
        "You have an account", "Your application is here", "Your application is here already",
    ]  # fmt: skip
    assert Application.objects.count() == 1


def test_nobody_is_written_to_more_than_twice_a_day(
    rule: Rule, platform_client: BlogClient, alice: User
) -> None:
    rule(mode="approve")
    for _ in range(4):
        assert platform_client().post("/signup/", ASKS | {"email": alice.email}).status_code == 302
    assert len(subjects()) == 2


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("about", "", "Write a line about yourself."),
        ("about", "x" * 1001, "At most 1000 characters, please; these are 1001."),
        ("about", "a\x07b", "can’t be shown (U+0007)."),
        ("address", "admin", "admin is kept for the platform"),
        ("password", "short", "too short"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(
    field: str, typed: str, sentence: str, rule: Rule, platform_client: BlogClient
) -> None:
    rule(mode="approve")
    page = words(platform_client().post("/signup/", ASKS | {field: typed}))
    assert sentence in page
    assert 'value="Night Ferry"' in page
    assert not Application.objects.exists()


def test_approved_the_account_and_the_blog_are_made(
    application: Application, ada: User, platform_client: BlogClient
) -> None:
    path = f"/admin/signups/{application.pk}/approve/"
    assert admin_client(ada).post(path, {"reason": "a poet"}).status_code == 302
    user = User.objects.get(email=ASKS["email"])
    assert user.check_password(ASKS["password"])
    assert not user.email_confirmed
    tenant = Tenant.objects.get()
    assert (tenant.name, tenant.state) == (ASKS["name"], "provisioning")
    assert PlatformWork.objects.filter(key=f"provision:{tenant.id}").exists()
    assert sorted(subjects()) == [
        "Confirm your e-mail for Night Ferry", "Welcome: Night Ferry is yours",
    ]  # fmt: skip
    application.refresh_from_db()
    assert (application.state, application.decided_by, application.password) == (
        "approved", ada, "",
    )  # fmt: skip
    entry = AuditEntry.objects.get(action="signups.approved")
    assert (entry.actor_id, entry.details["reason"], entry.target) == (ada.pk, "a poet", "")
    signed_in = platform_client()
    signed_in.post("/accounts/login/", {"login": user.email, "password": ASKS["password"]})
    assert signed_in.get("/blogs/").status_code == 200


def test_an_address_that_is_gone_by_then_gives_way_to_one_near_it(
    application: Application, ada: User, make_blog: MakeBlog
) -> None:
    make_blog("nightferry")
    admin_client(ada).post(f"/admin/signups/{application.pk}/approve/", {"reason": "yes"})
    got = Domain.objects.get(tenant__memberships__user__email=ASKS["email"])
    assert got.domain.startswith("nightferry")
    assert got.domain in str(deliver()[-1].body)


def test_who_has_an_account_by_then_is_said(application: Application, ada: User) -> None:
    User.objects.create_user(ASKS["email"], "x" * 20)
    page = admin_client(ada).post(f"/admin/signups/{application.pk}/approve/", {"reason": "yes"})
    assert page.status_code == 422
    assert f"{ASKS['email']} has an account by now." in words(page)
    assert not Tenant.objects.exists()


def test_refused_they_read_why_and_can_still_be_approved(
    application: Application, ada: User
) -> None:
    admin, path = admin_client(ada), f"/admin/signups/{application.pk}/"
    admin.post(f"{path}refuse/", {"reason": "It sells watches."})
    [letter] = deliver()
    assert letter.subject == "About your application"
    assert "It sells watches." in str(letter.body)
    assert not User.objects.filter(email=ASKS["email"]).exists()
    assert admin.post(f"{path}refuse/", {"reason": "again"}).status_code == 422
    assert admin.post(f"{path}approve/", {"reason": "a slip"}).status_code == 302
    assert User.objects.filter(email=ASKS["email"]).exists()
    assert admin.post(f"{path}approve/", {"reason": "again"}).status_code == 422


def test_several_are_decided_at_once(rule: Rule, platform_client: BlogClient, ada: User) -> None:
    rule(mode="approve")
    for name in ("rhea", "amal", "cheap"):
        person = {"email": f"{name}@post.example", "address": f"{name}-writes"}
        platform_client().post("/signup/", ASKS | person)
    picked = [str(pk) for pk in Application.objects.values_list("pk", flat=True)]
    asked = admin_client(ada)
    form = {"verb": "approve", "picked": picked}
    assert "Approve 3 applications?" in words(asked.post("/admin/signups/bulk/", form))
    done = asked.post("/admin/signups/bulk/", form | {"sure": "1", "reason": "all known"})
    assert done.status_code == 302
    assert Tenant.objects.count() == 3
    assert "Waiting" in words(asked.get("/admin/signups/?state=approved"))


def test_they_are_forgotten_after_thirty_days(application: Application, ada: User) -> None:
    refuse_application(application, by=ada, reason="no")
    work = PlatformWork.objects.get(kind=CLEAR)
    assert timedelta(days=30) < work.due_at - timezone.now() < timedelta(days=32)
    clear_applications({})
    assert Application.objects.exists()
    Application.objects.update(decided_at=timezone.now() - timedelta(days=31))
    clear_applications({})
    assert not Application.objects.exists()


def test_they_are_in_an_export_and_go_with_the_account(
    application: Application, alice: User
) -> None:
    Application.objects.update(email=alice.email)
    assert applications_of(alice) == []
    alice.email_confirmed_at = timezone.now()
    alice.save()
    [own] = applications_of(alice)
    assert own["about"] == ASKS["about"]
    assert "password" not in own
    forget_sign_ups([alice.email])
    assert not Application.objects.exists()
