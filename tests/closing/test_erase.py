"""Thirty days later: who they were is gone, what they wrote elsewhere is not."""

from __future__ import annotations

import signal
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Session, User
from blog.media.models import Picture
from blog.models import Author, Post
from inkstead.models import ContactMessage
from journal.models import AuditEntry, PlatformWork
from journal.work import run_platform_work
from tenants.actions.erase_account import erase_account
from tenants.actions.restore_tenant import restore_tenant
from tenants.archive.retention import empty_the_trash
from tenants.db.scope import tenant_transaction
from tenants.models import Invitation, Membership, State, Tenant
from tenants.tasks import tick
from tests.closing.test_close import CLOSE, chosen
from tests.conftest import Join, MakeBlog
from tests.support.admin import give_factor
from tests.support.letters import deliver
from tests.support.nursery import Nursery

pytestmark = pytest.mark.django_db

ERASING = "erase_account.before_letter"
AT_WORK = "tests.closing.at_failpoint"
CLOSING = ["close_account.after_blogs", "close_account.before_commit"]


def a_month_later() -> None:
    """Do all due work as it is then."""
    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1), tick=False):
        tick()


@pytest.fixture
def elsewhere(make_blog: MakeBlog, bob: User, alice: User, join: Join) -> Tenant:
    """Bob's blog, on which Alice has a byline and a post."""
    tenant = make_blog("bob", bob)
    join(alice, tenant, "author")
    with tenant_transaction(tenant):
        author = Author.objects.create(name="Alice", slug="alice", user_id=alice.id)
        Post.objects.create(title="Hers", slug="hers", author=author, created_by_id=alice.id)
        Picture.objects.create(
            name="hers", kind="png", width=1, height=1, size=1, created_by_id=alice.id
        )
    return tenant


def close(sure: Client, tenant: Tenant, what: object = "delete") -> None:
    assert sure.post(CLOSE, chosen(tenant, what)).status_code == 302


def test_not_a_day_too_early(sure: Client, tenant: Tenant, alice: User) -> None:
    close(sure, tenant)
    with time_machine.travel(timezone.now() + timedelta(days=29, hours=23), tick=False):
        tick()
    assert User.objects.filter(pk=alice.pk).exists()


def test_everything_about_the_person_goes(sure: Client, tenant: Tenant, alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    give_factor(alice)
    ContactMessage.objects.create(name="Alice", email=alice.email, text="hello")
    kept = ContactMessage.objects.create(name="Bob", email="bob@post.example", text="hello")
    Invitation.objects.create(
        tenant=tenant, role="author", email=alice.email, expires_at=timezone.now()
    )
    close(sure, tenant)
    a_month_later()
    assert not User.objects.filter(pk=alice.pk).exists()
    for model in (EmailAddress, Authenticator, Membership, Invitation):
        assert model.objects.count() == 0, model
    assert not Session.objects.filter(user_id=alice.pk).exists()
    assert list(ContactMessage.objects.all()) == [kept]


def test_the_audit_keeps_the_acts_and_loses_the_words(
    sure: Client, tenant: Tenant, alice: User
) -> None:
    close(sure, tenant)
    before = AuditEntry.objects.filter(actor_id=alice.pk).count()
    a_month_later()
    assert AuditEntry.objects.filter(actor_id=alice.pk).count() == before
    for table in ("journal_auditentry", "journal_platformwork"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT t::text FROM {table} t WHERE t::text LIKE %s", ["%alice@%"])
            left = [row for (row,) in cursor.fetchall() if "account_erased" not in row]
        assert left == []


def test_bylines_stay_and_nobody_knows_whose_they_were(
    sure: Client, tenant: Tenant, elsewhere: Tenant
) -> None:
    close(sure, tenant)
    a_month_later()
    with tenant_transaction(elsewhere):
        author, post = Author.objects.get(slug="alice"), Post.objects.get(slug="hers")
        assert (author.name, author.user_id) == ("Alice", None)
        assert (post.author_id, post.created_by_id) == (author.pk, None)
        assert Picture.objects.get().created_by_id is None


def test_a_blog_they_left_long_ago_forgets_as_well(
    sure: Client, tenant: Tenant, elsewhere: Tenant, alice: User
) -> None:
    from tenants.actions.remove_member import remove_member

    remove_member(elsewhere.id, user_id=alice.id, by=alice)
    close(sure, tenant)
    a_month_later()
    with tenant_transaction(elsewhere):
        assert Author.objects.get(slug="alice").user_id is None


def test_a_last_letter_and_the_same_email_can_sign_up_again(
    sure: Client, tenant: Tenant, alice: User
) -> None:
    from tenants.actions.sign_up import SignUp, is_known, sign_up

    close(sure, tenant)
    deliver()
    assert is_known(alice.email)
    a_month_later()
    last = mail.outbox[-1]
    assert (last.to, last.subject) == ([alice.email], "Your account is erased")
    data = SignUp(email=alice.email, password="a sentence is fine", blog_name="A", address="again")
    user, _tenant = sign_up(data)
    assert user.pk != alice.pk


def test_opened_again_nothing_is_erased(sure: Client, tenant: Tenant, alice: User) -> None:
    close(sure, tenant)
    sure.post("/accounts/reopen/")
    a_month_later()
    assert User.objects.filter(pk=alice.pk, is_active=True).exists()
    tenant.refresh_from_db()
    assert tenant.state == State.READY


def test_a_blog_that_came_back_is_not_left_without_an_owner(
    sure: Client, tenant: Tenant, alice: User
) -> None:
    close(sure, tenant)
    restore_tenant(tenant, by=None, reason="by mistake")
    a_month_later()
    tenant.refresh_from_db()
    assert tenant.state == State.DELETED
    last = AuditEntry.objects.filter(action="tenant.trashed").latest("at")
    assert (last.actor_id, "via" in last.details) == (None, False), "nobody at a shell did it"


def test_what_was_handed_over_goes_on(
    sure: Client, tenant: Tenant, alice: User, bob: User, join: Join
) -> None:
    join(bob, tenant, "admin")
    close(sure, tenant, bob.id)
    a_month_later()
    tenant.refresh_from_db()
    assert tenant.state == State.READY
    assert [m.user for m in Membership.objects.filter(tenant=tenant)] == [bob]


def test_twice_is_once(sure: Client, tenant: Tenant, alice: User) -> None:
    close(sure, tenant)
    payload: dict[str, Any] = PlatformWork.objects.get(kind="erase_account").payload
    erase_account(payload)
    erase_account(payload)
    assert AuditEntry.objects.filter(action="user.erased").count() == 1


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_killed_on_the_way_it_is_done_later_or_not_at_all(
    sure: Client, tenant: Tenant, alice: User, nursery: Nursery
) -> None:
    close(sure, tenant)
    killed = nursery.run(AT_WORK, "a_month_later", INKSTEAD_FAILPOINT=ERASING)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert User.objects.filter(pk=alice.pk).exists()
    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=5), tick=False):
        tick()
    assert not User.objects.filter(pk=alice.pk).exists()
    assert AuditEntry.objects.filter(action="user.erased").count() == 1


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", CLOSING)
def test_killed_while_closing_nothing_is_half_done(
    tenant: Tenant, alice: User, where: str, nursery: Nursery
) -> None:
    killed = nursery.run(AT_WORK, "close_the_account", INKSTEAD_FAILPOINT=where)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    alice.refresh_from_db()
    tenant.refresh_from_db()
    assert (alice.is_active, tenant.state) == (True, State.READY)
    assert not PlatformWork.objects.filter(kind="erase_account").exists()


@pytest.mark.django_db(transaction=True)
def test_a_blog_that_nobody_owns_any_more_is_purged_like_any_other(
    sure: Client, tenant: Tenant, alice: User
) -> None:
    """Its owner was erased while it lay in the trash: there is nobody left to ask, or to bring it
    back."""
    close(sure, tenant)
    a_month_later()
    assert not Membership.objects.filter(tenant=tenant).exists()
    later = timezone.now() + timedelta(days=settings.TRASH_DAYS, hours=2)
    with time_machine.travel(later, tick=False):
        empty_the_trash()
        while run_platform_work():
            pass
    tenant.refresh_from_db()
    assert tenant.state == State.PURGED
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [tenant.schema_name])
        assert cursor.fetchone() == (0,)
