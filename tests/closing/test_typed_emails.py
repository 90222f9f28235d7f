"""An e-mail that was only typed may be somebody else's: an erasure takes no word about them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.actions.disable_user import disable_user
from accounts.actions.erase_user import proven_emails_of
from accounts.models import User
from journal import audit
from journal.models import AuditEntry
from tenants.actions.add_member import add_member
from tenants.actions.erase_account import erase_now
from tenants.actions.remove_member import remove_member
from tenants.models import Tenant
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db
HERS = "dora@post.example"  # whose is not here, or not yet


@pytest.fixture
def typist(user_factory: Any) -> User:
    """Signed up with somebody else's e-mail."""
    user: User = user_factory(HERS)
    return user


@pytest.fixture
def blog(make_blog: MakeBlog, bob: User) -> Tenant:
    return make_blog("bob", bob)


def changed(user: User, before: str, now: str) -> None:
    audit.record("user.email_changed", by=user.pk, tenant_id=None, target=now, previous=before)


def confirm(user: User) -> None:
    User.objects.filter(pk=user.pk).update(email_confirmed_at=timezone.now())
    user.refresh_from_db()


def words_about(tenant: Tenant) -> list[Any]:
    """What was written about whoever really has that e-mail, before the account was there."""
    about = {"by": None, "tenant_id": tenant.pk}
    return [
        audit.record("invitation.made", **about, target=HERS, role="author"),
        audit.record("tenant.renamed", **about, target="B", reason=f"{HERS} asked for it."),
        audit.record("tenant.handed_over", **about, target="B", owner=HERS),
    ]


def left(entries: list[Any]) -> list[bool]:
    """Whether each still names the e-mail."""
    rows = AuditEntry.objects.in_bulk(entries)
    return [HERS in f"{rows[pk].target} {rows[pk].details}" for pk in entries]


def test_words_about_whoever_has_it_stay_on_every_blog(
    blog: Tenant, typist: User, bob: User
) -> None:
    add_member(blog.pk, user=typist, role="author", by=bob)  # so that the blog knows the account
    said = words_about(blog)
    erase_now(typist)
    assert left(said) == [True, True, True]


def test_those_about_the_account_itself_go(
    blog: Tenant, typist: User, alice: User, bob: User
) -> None:
    add_member(blog.pk, user=typist, role="author", by=bob)
    remove_member(blog.pk, user_id=typist.pk, by=bob)
    disable_user(typist, by=alice, reason="Not theirs.")
    own = list(AuditEntry.objects.filter(target=HERS).values_list("pk", flat=True))
    assert len(own) >= 3
    erase_now(typist)
    assert not any(left(own))


def test_once_it_was_confirmed_all_of_them_go(blog: Tenant, typist: User, bob: User) -> None:
    add_member(blog.pk, user=typist, role="author", by=bob)
    said = words_about(blog)
    confirm(typist)
    erase_now(typist)
    assert left(said) == [False, False, False]


def test_one_that_was_confirmed_before_they_changed_it_counts(typist: User) -> None:
    confirm(typist)
    changed(typist, HERS, "anew@post.example")
    User.objects.filter(pk=typist.pk).update(email="anew@post.example")
    typist.refresh_from_db()
    assert proven_emails_of(typist) == ["anew@post.example", HERS]


def test_one_that_was_changed_unconfirmed_does_not(blog: Tenant, typist: User, bob: User) -> None:
    add_member(blog.pk, user=typist, role="author", by=bob)
    said = words_about(blog)
    changed(typist, HERS, "anew@post.example")
    User.objects.filter(pk=typist.pk).update(email="anew@post.example")
    confirm(typist)
    assert proven_emails_of(typist) == ["anew@post.example"]
    erase_now(typist)
    assert left(said) == [True, True, True]
    assert not AuditEntry.objects.filter(action="user.email_changed", target__gt="").exists()


def test_acts_of_another_account_that_had_it_before_stay(typist: User, bob: User) -> None:
    early = audit.record("user.renamed", by=bob.pk, tenant_id=None, target=HERS)
    User.objects.filter(pk=typist.pk).update(date_joined=timezone.now() + timedelta(seconds=1))
    typist.refresh_from_db()
    erase_now(typist)
    assert left([early]) == [True]
