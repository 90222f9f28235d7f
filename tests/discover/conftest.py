"""A listed blog with one public post, and what discover shows."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.actions.create_post import create_post
from blog.actions.inputs import PostInput
from blog.actions.publish_post import publish_post
from blog.models import Post
from tenants.actions.set_listing import set_listing
from tenants.db.scope import tenant_transaction
from tenants.due.run import run_due
from tenants.models import Tenant
from tests.conftest import MakeBlog


@dataclass
class Listed:
    """A blog in discover with a post called "Alpha", tagged "Rust"."""

    tenant: Tenant
    owner: User
    post: Post


def work() -> None:
    """Do all that is due."""
    while run_due():
        pass


def page(query: str = "") -> str:
    """The page, with what is due done first."""
    work()
    return Client(HTTP_HOST=settings.PLATFORM_HOST).get(f"/blog/{query}").text


def write(owner: User, title: str, **words: object) -> Post:
    """Publish a post in the open transaction."""
    data = PostInput(title=title, content="Words.", **words)  # type: ignore[arg-type]
    return publish_post(create_post(by=owner, data=data), by=owner)


@pytest.fixture
def listed(make_blog: MakeBlog, alice: User) -> Listed:
    alice.email_confirmed_at = timezone.now()
    alice.save()
    tenant = make_blog(owner=alice)
    tenant = set_listing(tenant, by=alice, listed=True)
    with tenant_transaction(tenant):
        post = write(alice, "Alpha", tags=["Rust"])
    assert "Alpha" in page()
    return Listed(tenant, alice, post)
