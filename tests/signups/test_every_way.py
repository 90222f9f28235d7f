"""No path makes an account or a blog that the rules forbid: every pattern there is, posted to."""

from __future__ import annotations

from typing import Any, Final

import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from tenants.actions.invite_member import invite_member
from tenants.actions.invite_to_sign_up import invite_to_sign_up
from tenants.models import Tenant
from tenants.signups.models import Application
from tenants.signups.tokens import token_of as signup_token
from tenants.team.tokens import token_of as team_token
from tests.conftest import BlogClient, MakeBlog
from tests.isolation.examples import ADMIN, BLOG, PLATFORM, patterns
from tests.isolation.test_endpoints import allauth_examples
from tests.signups.conftest import Rule
from tests.support.admin import admin_client
from tests.support.sign_up import TOMAS

pytestmark = pytest.mark.django_db

ACCOUNT: Final = "makes an account"
NEW_BLOG: Final = "makes one more blog"
BY_HAND: Final = "an admin's own deed on what is there"
NEITHER: Final = "makes neither"

# Every pattern of the platform's URLconf; a new one has to say what it makes.
MAKES: dict[str, str] = {
    "signup": ACCOUNT,
    "signup_invited": ACCOUNT,
    "invitation": ACCOUNT,
    "admin:signups_approve": ACCOUNT,
    "admin:signups_bulk": ACCOUNT,
    "blog_new": NEW_BLOG,
    "admin:blogs_copy": BY_HAND,
    **dict.fromkeys(
        (
            *("landing", "about", "contact", "contact_sent", "discover", "discover_feed"),
            *("signup_waiting", "address_check", "your_blogs", "blog_opening", "blog_leave"),
            *("blog_transfer", "blog_archive", "blog_download", "blog_delete", "blog_undelete"),
            *("blog_decision", "notice_read"),
            *("account_close", "account_inactive", "account_reopen", "account_reopen_link"),
            *("handoff_start", "sign_out_everywhere", "account", "account_name"),
            *("account_export", "account_sessions", "account_sessions_end_others"),
            *("account_session_end", "mfa_list_webauthn", "mfa_add_webauthn"),
            *("mfa_login_webauthn", "mfa_reauthenticate_webauthn", "mfa_edit_webauthn"),
            *("mfa_remove_webauthn", "account_login", "account_logout", "account_signup"),
            *("account_reauthenticate", "account_language", "account_email"),
            *("account_confirm_email", "account_change_password", "account_set_password"),
            *("account_reset_password", "account_reset_password_done"),
            *("account_reset_password_from_key", "account_reset_password_from_key_done"),
            *("mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp"),
            *("mfa_deactivate_totp", "mfa_view_recovery_codes"),
            *("mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
            *("health", "health_live", "health_ready", "tls_ask", "dev_mail", "dev_letter"),
            *("admin:index", "admin:nothing", "admin:blogs", "admin:blogs_page"),
            *(f"admin:blogs_{verb}" for verb in ("bulk", "suspend", "resume", "unlist", "list")),
            *(f"admin:blogs_{verb}" for verb in ("rename", "delete", "restore", "back-up")),
            *(f"admin:blogs_{verb}" for verb in ("put-back", "take-back", "purge")),
            *("admin:people", "admin:people_page", "admin:people_sign-out"),
            *("admin:people_archive", "admin:people_export", "admin:people_erase"),
            *("admin:people_close", "admin:people_reopen"),
            *("admin:people_enter-as", "admin:blogs_enter"),
            *("admin:visits", "admin:visits_page", "admin:visits_end"),
            *("admin:people_disable", "admin:people_enable", "admin:audit", "admin:audit_page"),
            *("admin:messages", "admin:messages_page", "admin:work", "admin:work_page"),
            *("admin:signups", "admin:signups_page", "admin:signups_rules"),
            *("admin:signups_refuse", "admin:invites", "admin:invites_page"),
            *("admin:invites_new", "admin:invites_revoke", "admin:invites_renew"),
            *("report", "report_sent", "admin:audit_export", "admin:watch", "admin:watch_rules"),
            *("admin:plans", "admin:plans_page", "admin:plans_new", "admin:plans_edit"),
            *("admin:many", "admin:many_page", "admin:many_stop", "admin:many_undo"),
            *("admin:reports", "admin:reports_page", "admin:reports_uphold"),
            *("admin:reports_dismiss", "admin:reports_reopen"),
            *(f"admin:blogs_{verb}" for verb in ("lock", "unlock", "trust", "distrust", "plan")),
            *("admin:review", "admin:review_page", "admin:review_back", "admin:review_trust"),
            *("admin:review_suspend", "admin:review_later", "admin:decisions"),
            *("admin:decisions_page", "admin:decisions_uphold", "admin:decisions_reverse"),
            *("admin:decisions_reopen", "admin:notices", "admin:notices_new"),
            *("admin:notices_page", "admin:notices_withdraw", "admin:notices_restore"),
            *("admin:house", "admin:house_mode", "admin:house_switch"),
            *("admin:blogs_hand-over", "admin:domains"),
        ),
        NEITHER,
    ),
}
FORM = TOMAS | {"about": "I write about rivers.", "reason": "because", "password1": "x" * 20}


class House:
    """A blog, and an open door of every kind."""

    def __init__(self, tenant: Tenant, owner: User, admin: User) -> None:
        self.tenant, self.owner, self.admin = tenant, owner, admin
        self.team = invite_member(tenant.id, role="author", by=owner)
        self.invited = invite_to_sign_up(by=admin, days=1, uses=50, reason="because")
        self.application = Application.objects.create(
            email="rhea@post.example", password="!", blog_name="Rhea", address="rhea-writes",
            about="I write.", language="en",
        )  # fmt: skip

    def path(self, name: str) -> str:
        """The pattern's address, with what opens the door where there is one."""
        examples: dict[str, Any] = {**PLATFORM, **ADMIN, **allauth_examples()}
        doors: dict[str, dict[str, Any]] = {
            "signup_invited": {"token": signup_token(self.invited.pk)},
            "invitation": {"token": team_token(self.team.pk)},
            "admin:signups_approve": {"pk": self.application.pk},
            "admin:blogs_copy": {"pk": self.tenant.pk},
        }
        arguments = doors.get(name) or examples[name]
        return reverse(name, settings.PUBLIC_SCHEMA_URLCONF, kwargs=arguments)

    def post(self, name: str, client: Client) -> None:
        bulk = {"verb": "approve", "picked": [str(self.application.pk)], "sure": "1"}
        more = bulk if name == "admin:signups_bulk" else {}
        origin = f"http://{client.defaults['HTTP_HOST']}"
        client.post(self.path(name), {**FORM, **more}, headers={"origin": origin})


@pytest.fixture
def house(make_blog: MakeBlog, alice: User, ada: User) -> House:
    return House(make_blog("alice", owner=alice), alice, ada)


def there_are() -> tuple[int, int]:
    """Accounts and blogs."""
    return User.objects.count(), Tenant.objects.count()


def of(kind: str) -> list[str]:
    return [name for name, made in MAKES.items() if made == kind]


def test_every_pattern_says_what_it_makes() -> None:
    found = set(patterns(settings.PUBLIC_SCHEMA_URLCONF))
    assert (found - MAKES.keys(), MAKES.keys() - found) == (set(), set())


@pytest.mark.parametrize("name", of(ACCOUNT))
def test_while_everybody_may_come_these_make_an_account(
    name: str, house: House, platform_client: BlogClient
) -> None:
    """Else the tests below would prove nothing."""
    before = there_are()
    behind = name.startswith("admin:")
    house.post(name, admin_client(house.admin) if behind else platform_client())
    assert there_are()[0] == before[0] + 1


def test_closed_no_address_of_the_platform_makes_an_account(
    house: House, rule: Rule, platform_client: BlogClient
) -> None:
    rule(mode="closed", new_blogs=False)
    before = there_are()
    for name in MAKES:
        house.post(name, platform_client())
        assert there_are() == before, name
    for name in MAKES:
        house.owner.refresh_from_db()
        house.post(name, platform_client(house.owner))
        assert there_are() == before, name
    inside = admin_client(house.admin)
    for name in (name for name in of(ACCOUNT) if name.startswith("admin:")):
        house.post(name, inside)
        assert there_are() == before, name
    assert Application.objects.count() == 1


def test_nor_does_any_address_of_a_blog(house: House, rule: Rule, blog_client: BlogClient) -> None:
    rule(mode="closed", new_blogs=False)
    before = there_are()
    for name in dict.fromkeys(patterns(settings.ROOT_URLCONF)):
        path = reverse(name, settings.ROOT_URLCONF, kwargs=BLOG[name])
        blog_client(house.tenant).post(path, FORM)
        assert there_are() == before, name


@pytest.mark.parametrize(
    ("mode", "lets_in"),
    [
        ("invite", {"signup_invited", "invitation", "admin:signups_approve"}),
        ("approve", {"signup_invited", "invitation", "admin:signups_approve"}),
        ("closed", set()),
    ],
)
@pytest.mark.parametrize("name", [n for n in of(ACCOUNT) if n != "admin:signups_bulk"])
def test_each_mode_lets_in_by_its_ways_alone(
    mode: str, lets_in: set[str], name: str, house: House, rule: Rule, platform_client: BlogClient
) -> None:
    rule(mode=mode)
    before = there_are()
    behind = name.startswith("admin:")
    house.post(name, admin_client(house.admin) if behind else platform_client())
    assert there_are()[0] - before[0] == (1 if name in lets_in else 0)


def test_one_more_blog_has_a_rule_of_its_own(
    house: House, rule: Rule, platform_client: BlogClient
) -> None:
    rule(mode="closed")
    house.post("blog_new", platform_client(house.owner))
    assert Tenant.objects.count() == 2
    rule(new_blogs=False)
    response = platform_client(house.owner).post("/blogs/new/", FORM | {"address": "a-second"})
    assert (response.status_code, Tenant.objects.count()) == (403, 2)
    assert "No more blogs can be made at the moment." in response.text
    assert platform_client(house.owner).get("/blogs/").status_code == 200


def test_allauth_has_no_way_of_its_own() -> None:
    request = RequestFactory().get("/")
    assert get_adapter().is_open_for_signup(request) is False
    for app in ("allauth.socialaccount", "allauth.headless", "allauth.usersessions"):
        assert app not in settings.INSTALLED_APPS
    assert not getattr(settings, "MFA_PASSKEY_SIGNUP_ENABLED", False)
