"""Erasing somebody reaches every blog where their id stands, however it came there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from accounts.models import User
from blog.media.models import Picture
from blog.models import Author, HandIn, Post, PreviewLink, Revision
from journal import audit
from journal.models import PlatformWork
from journal.on_behalf import OnBehalf, on_behalf
from journal.work import NotYet, run_platform_work
from tenants.actions.add_member import add_member
from tenants.actions.clone_tenant import clone_tenant
from tenants.actions.close_account import close_account
from tenants.actions.erase_account import erase_account
from tenants.actions.hand_over import LEAVES, hand_over
from tenants.actions.remove_member import remove_member
from tenants.archive.hooks import columns_naming_people, tables_made_anew
from tenants.db.scope import tenant_transaction
from tenants.erasures.travel import keep_copy
from tenants.models import Membership, Tenant
from tests.conftest import MakeBlog
from tests.erasures.test_ledger import _known, erase  # noqa: F401  # fixtures
from tests.support.hands import Hands

pytestmark = pytest.mark.django_db
WHY: Any = {"by": None, "reason": "because"}


def stands_in(tenant: Tenant, user_id: object) -> set[str]:
    """The columns of all tables of the blog, whatever they are for, that hold the id."""
    found = set()
    with tenant_transaction(tenant), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name::text, c.column_name::text FROM information_schema.columns c"
            " JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"
        )
        for table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT EXISTS (SELECT FROM "{table}" WHERE "{column}"::text LIKE ANY(%s))',
                [[f"%{user_id}%", f"%{str(user_id).replace('-', '')}%"]],
            )
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
    return found


def stand_everywhere(tenant: Tenant, user: User) -> None:
    """Put the id of `user` into every column of the blog that may hold one."""
    with tenant_transaction(tenant):
        author = Author.objects.create(name="A", slug="alice-a", user_id=user.pk)
        post = Post.objects.create(title="A", slug="a", author=author, created_by_id=user.pk)
        rest = {"version": 1, "kind": "rest", "title": "A", "saved_by_id": user.pk}
        Revision.objects.create(post=post, **rest)
        both = {"handed_by_id": user.pk, "answered_by_id": user.pk}
        HandIn.objects.create(post=post, version=1, **both)
        size = {"width": 1, "height": 1, "size": 1}
        Picture.objects.create(name="a", kind="png", created_by_id=user.pk, **size)
        ends_at = timezone.now() + timedelta(days=1)
        link = {"token_hash": b"x" * 32, "made_by_id": user.pk, "ends_at": ends_at}
        link |= {"revoked_at": timezone.now(), "revoked_by_id": user.pk}
        PreviewLink.objects.create(post=post, **link)


def named_by(*, without: frozenset[str] = frozenset()) -> set[str]:
    """Every column that may hold the id of somebody."""
    return {
        f"{table}.{column}"
        for table, columns in columns_naming_people().items()
        for column in columns
        if table not in without
    }


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User, bob: User) -> Tenant:
    """Bob's, in every column of which Alice stands, who is on its team and never did a thing."""
    tenant = make_blog("bob", bob)
    add_member(tenant.pk, user=alice, role="author", by=bob)
    stand_everywhere(tenant, alice)
    assert stands_in(tenant, alice.pk) == named_by()
    return tenant


@pytest.mark.django_db(transaction=True)
def test_copies_and_copies_of_copies(
    blog: Tenant,
    alice: User,
    charlie: User,
    erase: Callable[[User], None],  # noqa: F811
) -> None:
    copy = clone_tenant(blog, **WHY, address="copy", owner=charlie)
    twice = clone_tenant(copy, **WHY, address="twice", owner=charlie)
    for made in (copy, twice):
        assert not Membership.objects.filter(tenant=made, user=alice).exists()
        assert stands_in(made, alice.pk) == named_by(without=tables_made_anew())
    erase(alice)
    assert [stands_in(one, alice.pk) for one in (blog, copy, twice)] == [set()] * 3


def leaves(blog: Tenant, alice: User, bob: User) -> None:
    remove_member(blog.pk, user_id=alice.pk, by=bob)


def loses_it(blog: Tenant, alice: User, bob: User) -> None:
    hand_over(blog, **WHY, email=alice.email, stays_as="author")
    hand_over(blog, **WHY, email=bob.email, stays_as=LEAVES)


def was_stood_in_for(blog: Tenant, alice: User, bob: User) -> None:
    """An admin did something in her place; of her leaving there is no word."""
    Membership.objects.filter(tenant=blog, user=alice).delete()
    who = OnBehalf(actor=bob.pk, of=alice.pk, visit=blog.pk)
    with on_behalf(who):
        audit.record("post.created", by=alice.pk, tenant_id=blog.pk, target="a")


@pytest.mark.parametrize("gone", [leaves, loses_it, was_stood_in_for])
@pytest.mark.parametrize("renamed", [False, True])
def test_blogs_where_they_never_did_a_thing_themselves(
    gone: Callable[..., None], renamed: bool, blog: Tenant, alice: User, bob: User,
    erase: Callable[[User], None],  # noqa: F811
) -> None:  # fmt: skip
    gone(blog, alice, bob)
    if renamed:
        User.objects.filter(pk=alice.pk).update(email="anew@post.example")
    assert stands_in(blog, alice.pk)
    erase(User.objects.get(pk=alice.pk))
    assert stands_in(blog, alice.pk) == set()


def meanwhile(deed: Callable[[], object]) -> object:
    """What `deed` comes to on another connection."""

    def do() -> object:
        with transaction.atomic():
            return deed()

    with Hands(1) as another:
        return another.submit(do).result()


@pytest.mark.django_db(transaction=True)
def test_while_a_blog_is_read_back_nobody_is_erased(blog: Tenant, alice: User) -> None:
    close_account(alice, choices={}, by=alice)
    payload = PlatformWork.objects.get(kind="erase_account").payload
    said: list[str] = []

    def try_it(_copy: Tenant) -> None:
        with pytest.raises(NotYet) as caught:
            meanwhile(lambda: erase_account(payload))
        said.append(str(caught.value))

    copy = clone_tenant(blog, **WHY, address="copy", inside=try_it)
    assert said == ["Somebody else is being erased, or a blog read back, just now."]
    meanwhile(lambda: erase_account(payload))
    while run_platform_work():
        pass
    assert stands_in(copy, alice.pk) == set()


@pytest.mark.django_db(transaction=True)
def test_of_two_copies_of_the_ledger_at_once_the_second_waits_for_the_first() -> None:
    def impatiently() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '50ms'")
        keep_copy()

    with transaction.atomic():
        keep_copy()
        with pytest.raises(OperationalError, match="lock timeout"):
            meanwhile(impatiently)
    meanwhile(impatiently)
