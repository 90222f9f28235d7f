"""Disable and enable an account; make somebody an admin."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from accounts.actions.disable_user import CannotDisable, disable_user
from accounts.actions.enable_user import enable_user
from accounts.actions.make_admin import make_admin
from accounts.bound_session import make_session
from accounts.models import Session, User
from journal.models import AuditEntry
from tests.conftest import PASSWORD, BlogClient

pytestmark = pytest.mark.django_db


def test_disabled_at_once_and_everywhere(
    alice: User, bob: User, platform_client: BlogClient
) -> None:
    client = platform_client(alice)
    make_session(alice, host="alice.inkstead.localhost")
    epoch = alice.session_epoch
    disable_user(alice, by=bob, reason="because")
    row = User.objects.get(pk=alice.pk)
    assert (row.is_active, row.session_epoch) == (False, epoch + 1)
    assert not Session.objects.filter(user=alice).exists()
    assert client.get("/blogs/").status_code == 302
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id, entry.target) == ("user.disabled", bob.pk, alice.email)


def test_signing_in_is_refused_until_enabled(alice: User, platform_client: BlogClient) -> None:
    disable_user(alice, by=None, reason="because")
    fields = {"login": alice.email, "password": PASSWORD}
    platform_client().post("/accounts/login/", fields)
    assert not Session.objects.filter(user=alice).exists()
    enable_user(alice, by=None, reason="because")
    platform_client().post("/accounts/login/", fields)
    assert Session.objects.filter(user=alice).exists()


def test_twice_is_refused(alice: User) -> None:
    with pytest.raises(CannotDisable, match="is not disabled"):
        enable_user(alice, by=None, reason="because")
    disable_user(alice, by=None, reason="because")
    with pytest.raises(CannotDisable, match="already"):
        disable_user(alice, by=None, reason="because")


def test_nobody_disables_themselves(alice: User) -> None:
    with pytest.raises(CannotDisable, match="your own"):
        disable_user(alice, by=alice, reason="because")
    assert User.objects.get(pk=alice.pk).is_active


def test_an_admin_who_was_there_keeps_the_password_and_signs_in_again(alice: User) -> None:
    make_session(alice, host="inkstead.localhost")
    user, made = make_admin("Alice@post.example", by=None, password="something else entirely")
    assert (user.pk, made, user.is_staff, user.is_superuser) == (alice.pk, False, True, True)
    assert user.check_password(PASSWORD)
    assert not Session.objects.filter(user=alice).exists()


def test_a_new_admin_may_set_up_a_factor_at_once(db: None) -> None:
    user, made = make_admin("ada@post.example", by=None, password="a long enough sentence")
    assert made
    assert user.check_password("a long enough sentence")
    assert user.email_confirmed
    assert EmailAddress.objects.get(user=user).verified
    assert AuditEntry.objects.get().action == "user.made_admin"
