"""Words that are kept while somebody else publishes."""

from __future__ import annotations

import pytest

from accounts.models import User
from blog.actions.errors import EditConflict
from blog.actions.inputs import Words
from blog.actions.keep_words import keep_words
from blog.actions.publish_post import publish_post
from blog.models import Post
from tenants.models import Tenant
from tests.support.writing import draft


def test_what_is_published_is_what_was_kept_last(inside: Tenant, alice: User) -> None:
    post = draft(alice, "Salt")
    read_before = Post.objects.get(pk=post.pk)
    keep_words(post, by=alice, words=Words(title="Salt", content="Newer."), version=post.version)
    published = publish_post(read_before, by=alice)
    row = Post.objects.get(pk=post.pk)
    assert (row.content, published.content) == ("Newer.", "Newer.")
    assert "Newer." in row.content_html


def test_words_for_a_draft_that_was_published_meanwhile_reach_no_reader(
    inside: Tenant, alice: User
) -> None:
    post = draft(alice, "Salt")
    read_before = Post.objects.get(pk=post.pk)
    publish_post(post, by=alice)
    with pytest.raises(EditConflict):
        words = Words(title="Secret", content="Not yet.")
        keep_words(read_before, by=alice, words=words, version=post.version)
    assert Post.objects.get(pk=post.pk).title == "Salt"
