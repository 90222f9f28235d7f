"""The front page."""

from __future__ import annotations

from django.test import Client

from accounts.models import User
from blog.models import Blog
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.writing import draft, published


def test_a_new_blog_has_its_name_its_pages_and_nothing_published(reader: Client) -> None:
    page = reader.get("/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Marginalia" in text
    assert "Nothing is published here yet." in text
    assert 'href="/about/"' in text
    assert 'href="/contact/"' in text
    assert 'href="/feed.xml"' in text
    assert "Welcome" not in text


def test_it_says_what_the_blog_is_about_and_shows_the_newest_large(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        Blog.objects.update(description="Notes from the edges.")
        for number in range(1, 8):
            published(alice, f"Post {number}", excerpt=f"Excerpt {number}")
        draft(alice, "Secret draft")
    text = reader.get("/").content.decode()
    assert "Notes from the edges." in text
    assert text.count("<article") == 5
    assert '<article class="first">' in text
    assert text.index("Post 7") < text.index("Post 6") < text.index("Post 3")
    assert "Post 2" not in text
    assert "Excerpt 7" in text
    assert "All 7 posts" in text
    assert "Secret" not in text


def test_a_few_posts_need_no_way_to_more(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        published(alice, "Only one")
    text = reader.get("/").content.decode()
    assert "Only one" in text
    assert 'class="pager"' not in text
