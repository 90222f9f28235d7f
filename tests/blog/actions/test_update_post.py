"""Saving again, and not over somebody else's save."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from blog.actions.errors import EditConflict, NotPublishable
from blog.actions.inputs import PostInput
from blog.actions.publish_post import publish_post
from blog.actions.unpublish_post import unpublish_post
from blog.actions.update_post import update_post
from blog.models import Category, Post
from tenants.models import Tenant
from tests.support.writing import draft, published


def save(post: Post, by: User, title: str, content: str = "New words.", **fields: Any) -> Post:
    data = PostInput(title=title, content=content, **fields)
    return update_post(post, by=by, data=data, version=post.version)


def test_it_changes_the_post_and_counts_the_save(inside: Tenant, alice: User) -> None:
    post = draft(alice, tags=("old",))
    before = post.updated_at
    again = save(post, alice, "New", tags=("new",), excerpt="Short.", new_category="Walking")
    stored = Post.objects.get(pk=post.pk)
    assert again == stored
    assert (stored.title, stored.content, stored.excerpt) == ("New", "New words.", "Short.")
    assert "New words." in stored.content_html
    assert stored.version == 2
    assert stored.updated_at > before
    assert stored.category == Category.objects.get(name="Walking")
    assert [tag.name for tag in stored.tags.all()] == ["new"]


def test_a_save_on_an_old_version_is_refused_and_loses_nothing(
    bob: User, inside: Tenant, alice: User
) -> None:
    post = draft(alice, "Mine")
    data = PostInput(title="Bob's", content="Bob's words.", new_category="Made in vain")
    save(Post.objects.get(pk=post.pk), alice, "Alice's")
    with pytest.raises(EditConflict) as refusal:
        update_post(post, by=bob, data=data, version=1)
    assert refusal.value.current.title == "Alice's"
    assert Post.objects.get(pk=post.pk).title == "Alice's"
    assert not Category.objects.filter(name="Made in vain").exists()


def test_the_address_follows_the_title_until_the_first_publication(
    inside: Tenant, alice: User
) -> None:
    post = draft(alice, "First")
    assert save(post, alice, "Second").slug == "second"
    publish_post(post, by=alice)
    assert save(post, alice, "Third").slug == "second"
    unpublish_post(post, by=alice)
    assert save(post, alice, "Fourth").slug == "second"
    assert save(post, alice, "Fourth", slug="given").slug == "given"


def test_a_form_that_sends_the_address_back_does_not_freeze_it(inside: Tenant, alice: User) -> None:
    draft(alice, "First")
    post = draft(alice, "First")
    assert post.slug == "first-2"
    assert save(post, alice, "Second", slug="first-2").slug == "second"


def test_a_chosen_address_stays_when_the_title_changes(inside: Tenant, alice: User) -> None:
    post = draft(alice, "First", slug="chosen")
    assert save(post, alice, "Second", slug="chosen").slug == "chosen"
    assert save(post, alice, "Third").slug == "chosen"


def test_an_address_that_is_taken_gets_a_number(inside: Tenant, alice: User) -> None:
    draft(alice, "Taken")
    assert save(draft(alice, "Other"), alice, "Other", slug="taken").slug == "taken-2"


def test_a_published_post_keeps_a_title(inside: Tenant, alice: User) -> None:
    post = published(alice)
    with pytest.raises(NotPublishable):
        save(post, alice, "  ")
    assert save(draft(alice), alice, "").title == ""


def test_readers_are_told_of_changes_a_day_later(inside: Tenant, alice: User) -> None:
    old = published(alice, at=timezone.now() - timedelta(days=3))
    assert old.revised_at is None
    assert save(old, alice, "Changed").revised_at is not None
    assert save(published(alice), alice, "Typo").revised_at is None
