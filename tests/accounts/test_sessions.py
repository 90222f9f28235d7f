"""A session is good on one host, for one blog, in one epoch."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from accounts.actions.end_sessions import end_all_sessions, end_blog_sessions
from accounts.bound_session import make_session
from accounts.models import Session, User
from accounts.sessions import SessionStore
from journal.models import AuditEntry
from tests.conftest import BlogClient

pytestmark = pytest.mark.django_db
HOST = "alice.inkstead.localhost"


def opened(key: str | None, host: str = HOST, tenant_id: object = None) -> SessionStore:
    return SessionStore(key, host=host, tenant_id=tenant_id)  # type: ignore[arg-type]


def test_it_opens_where_it_was_made(alice: User) -> None:
    tenant_id = uuid4()
    key = make_session(alice, host=HOST, tenant_id=tenant_id)
    assert opened(key, tenant_id=tenant_id)[SESSION_KEY] == str(alice.pk)
    row = Session.objects.get(pk=key)
    assert (row.user, row.host, row.tenant_id, row.parent_id) == (alice, HOST, tenant_id, None)


@pytest.mark.parametrize(
    ("host", "same_tenant"),
    [("bob.inkstead.localhost", True), (HOST, False), ("inkstead.localhost", False), ("", True)],
)
def test_elsewhere_it_is_empty_and_gone(alice: User, host: str, same_tenant: bool) -> None:
    tenant_id = uuid4()
    key = make_session(alice, host=HOST, tenant_id=tenant_id)
    store = opened(key, host=host, tenant_id=tenant_id if same_tenant else uuid4())
    assert dict(store.items()) == {}
    assert store.session_key is None
    assert not Session.objects.filter(pk=key).exists()


def test_an_anonymous_session_does_not_move_either() -> None:
    store = opened(None)
    store["csrf"] = "secret"
    store.save()
    key = store.session_key
    assert opened(key)["csrf"] == "secret"
    assert "csrf" not in opened(key, host="bob.inkstead.localhost")


def test_one_that_names_a_user_without_being_bound_is_empty(alice: User) -> None:
    store = opened(None)
    store[SESSION_KEY] = str(alice.pk)
    store.save()
    assert SESSION_KEY not in opened(store.session_key)


def test_a_late_one_is_empty(alice: User) -> None:
    key = make_session(alice, host=HOST)
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert SESSION_KEY not in opened(key)


@pytest.mark.parametrize(
    "key", ["", "short", "x" * 33, "a\0" * 16, "'; DROP TABLE x; --", "ü" * 32]
)
def test_a_key_that_none_of_ours_has_is_not_looked_up(
    key: str, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert dict(opened(key).items()) == {}


def test_saving_keeps_when_it_began(alice: User) -> None:
    key = make_session(alice, host=HOST)
    began = Session.objects.get(pk=key).created_at
    store = opened(key)
    store["more"] = 1
    store.save()
    assert Session.objects.get(pk=key).created_at == began


def test_children_go_with_their_parent(alice: User) -> None:
    parent = make_session(alice, host="inkstead.localhost")
    make_session(alice, host=HOST, tenant_id=uuid4(), parent=parent)
    opened(parent, host="inkstead.localhost").delete()
    assert not Session.objects.exists()


def test_clearing_takes_what_is_over(alice: User) -> None:
    over = make_session(alice, host=HOST)
    make_session(alice, host=HOST, parent=over)
    kept = make_session(alice, host=HOST)
    Session.objects.filter(pk=over).update(expire_date=timezone.now() - timedelta(days=1))
    SessionStore.clear_expired()
    assert list(Session.objects.values_list("pk", flat=True)) == [kept]


def test_a_raised_epoch_ends_every_session_at_once(alice: User, bob: User) -> None:
    mine = [make_session(alice, host=HOST, tenant_id=uuid4()) for _ in range(3)]
    others = make_session(bob, host=HOST)
    end_all_sessions(alice, by=alice)
    assert not Session.objects.filter(pk__in=mine).exists()
    assert opened(others)[SESSION_KEY] == str(bob.pk)
    entry = AuditEntry.objects.get(action="user.sessions_ended")
    assert (entry.actor_id, entry.target) == (alice.pk, alice.email)


def test_a_session_that_escaped_the_delete_is_still_no_good(alice: User) -> None:
    key = make_session(alice, host=HOST)
    User.objects.filter(pk=alice.pk).update(session_epoch=alice.session_epoch + 1)
    assert SESSION_KEY not in opened(key)


def test_one_session_may_be_carried_over(alice: User) -> None:
    other = make_session(alice, host=HOST)
    keep = opened(make_session(alice, host=HOST))
    end_all_sessions(alice, by=alice, keep=keep)
    keep.save()
    assert opened(keep.session_key)[SESSION_KEY] == str(alice.pk)
    assert SESSION_KEY not in opened(other)


def test_one_blogs_sessions_end_and_the_others_stay(alice: User) -> None:
    here, there = uuid4(), uuid4()
    platform = make_session(alice, host="inkstead.localhost")
    make_session(alice, host=HOST, tenant_id=here, parent=platform)
    kept = make_session(alice, host=HOST, tenant_id=there, parent=platform)
    end_blog_sessions(alice, tenant_id=here, by=alice)
    assert set(Session.objects.values_list("pk", flat=True)) == {platform, kept}


def test_a_blocked_person_is_nobody(platform_client: BlogClient, alice: User) -> None:
    client = platform_client(alice)
    assert client.get("/blogs/").status_code == 200
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert client.get("/blogs/").status_code == 302


def test_the_cookie_is_the_hosts_own(platform_client: BlogClient, alice: User) -> None:
    client = platform_client()
    client.post("/accounts/login/", {"login": alice.email, "password": "a sentence is fine"})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["domain"] == ""
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"


def test_a_late_answer_with_an_old_cookie_does_not_delete_the_new_one(
    platform_client: BlogClient,
) -> None:
    client = platform_client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "k" * 32  # of a session that ended meanwhile
    response = client.get("/signup/address/?address=night-ferry")
    assert settings.SESSION_COOKIE_NAME not in response.cookies


def test_signing_out_takes_the_cookie_away(platform_client: BlogClient, alice: User) -> None:
    client = platform_client(alice)
    old = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/accounts/logout/")
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != old
    assert not Session.objects.filter(pk=old).exists()
