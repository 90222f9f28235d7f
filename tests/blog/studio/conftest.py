"""Alice's blog, its people, and short ways to write and look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests.conftest import BlogClient, MakeBlog

if TYPE_CHECKING:
    from accounts.models import User
    from blog.models import Post
    from tenants.models import Tenant


@dataclass
class House:
    """A blog with its people, and clients for them."""

    tenant: Tenant
    owner: User
    client_of: BlogClient
    as_owner: Client

    def client(self, user: User | None = None) -> Client:
        return self.client_of(self.tenant, user)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """The blog's own tables are readable in here."""
        from tenants.db.scope import tenant_transaction

        with tenant_transaction(self.tenant):
            yield

    def post(self, *, by: User | None = None, published: bool = False, **fields: Any) -> Post:
        """Write a post and return it."""
        from blog.actions.create_post import create_post
        from blog.actions.inputs import PostInput
        from blog.actions.publish_post import publish_post

        author = by or self.owner
        data = PostInput(**{"title": "Salt", "content": "Two kinds."} | fields)
        with self.inside():
            post = create_post(by=author, data=data)
            return publish_post(post, by=author) if published else post

    def again(self, post: Post) -> Post:
        """The post as it is stored now, its relations read."""
        return self._read(pk=post.pk)

    def only(self) -> Post:
        """The one post there is."""
        return self._read()

    def _read(self, **which: Any) -> Post:
        from blog.models import Post

        with self.inside():
            posts = Post.objects.select_related("category", "author").prefetch_related("tags")
            return posts.get(**which)

    def count(self) -> int:
        """How many posts there are, of whatever kind."""
        from blog.models import Post

        with self.inside():
            return Post.objects.count()


@pytest.fixture
def house(make_blog: MakeBlog, blog_client: BlogClient, alice: User) -> House:
    """Alice's blog, without the draft that welcomes."""
    from django.db import connection

    tenant = make_blog("alice", owner=alice, name="Marginalia")
    house = House(tenant, alice, blog_client, blog_client(tenant, alice))
    with house.inside(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM blog_post")  # nothing hangs on it that Django would look for
    return house


@pytest.fixture
def member(house: House, join: Callable[..., None], bob: User) -> Callable[[str], Client]:
    """`member("author") -> Client`: Bob on Alice's blog, in that role."""

    def make(role: str) -> Client:
        join(bob, house.tenant, role)
        return house.client(bob)

    return make


@pytest.fixture
def outsider(house: House, charlie: User) -> Client:
    """Charlie, signed in on Alice's host without a part in it."""
    return house.client(charlie)


def typed(**fields: Any) -> dict[str, Any]:
    """What the editor's form sends."""
    empty = {"title": "", "content": "", "slug": "", "excerpt": "", "tags": "", "language": ""}
    empty |= {"category": "", "new_category": "", "author": "", "version": "1"}
    return empty | {"visibility": "public"} | fields
