"""GET /blog/ and /blog/feed.xml on the platform's host."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.actions.publish_post import publish_post
from blog.models import Blog
from tenants.db.scope import tenant_transaction
from tenants.discover.models import ListedPost
from tests.conftest import BlogClient
from tests.discover.conftest import Listed, page, write

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def fill(listed: Listed, number: int) -> None:
    now = timezone.now()
    ListedPost.objects.bulk_create(
        ListedPost(
            tenant=listed.tenant,
            post_id=1_000 + n,
            title=f"Post {n}",
            slug=f"post-{n}",
            language="de" if n % 2 else "en",
            tags=["even"] if n % 2 == 0 else [],
            published_at=now - timedelta(minutes=n + 1),
            updated_at=now,
        )
        for n in range(number)
    )


def test_without_posts_it_says_so(platform_client: BlogClient) -> None:
    assert "nothing here yet" in platform_client().get("/blog/").text


def test_other_methods_are_refused(platform_client: BlogClient) -> None:
    for path in ("/blog/", "/blog/feed.xml"):
        assert platform_client().post(path).status_code in {403, 405}


def test_an_entry_leads_to_the_post_on_its_blog(listed: Listed) -> None:
    text = page()
    assert 'href="http://alice.inkstead.localhost' in text
    assert f"/blog/{listed.post.slug}/" in text
    assert "Read More" in text


def test_language_and_tag_narrow_it_down(listed: Listed) -> None:
    fill(listed, 4)
    assert "Post 1<" in page("?language=de")
    assert "Post 2<" not in page("?language=de")
    assert "Post 2<" in page("?tag=EVEN")
    assert "Post 1<" not in page("?tag=even")
    assert "No post fits" in page("?language=de&tag=even")
    assert "Alpha" in page("?tag=rust")


def test_pages_follow_each_other_and_end(listed: Listed, platform_client: BlogClient) -> None:
    fill(listed, 45)
    first, last = page("?language=en&tag=even"), page("?page=3")
    assert "?language=en&amp;tag=even&amp;page=2" in first
    assert "Older posts" not in last
    assert "Newer posts" in last
    for number in ("0", "-1", "4", "x", "9" * 5_000, "٣"):
        assert platform_client().get("/blog/", {"page": number}).status_code == 404


def test_hostile_words_stay_words(listed: Listed) -> None:
    with tenant_transaction(listed.tenant):
        write(listed.owner, "<script>alert(1)</script>]]>", tags=["<b>&\"'", "a' OR 1=1 --"])
    text = page()
    assert "<script>alert" not in text
    assert "<b>&" not in text
    ET.fromstring(page("feed.xml"))
    for query in ("?tag=%00", "?language=%27%3B--", "?tag=%22%5D", "?tag=" + "x" * 5_000):
        assert "Alpha" not in page(query)


def test_the_feed_is_atom_with_the_same_words(listed: Listed) -> None:
    fill(listed, 4)
    feed = ET.fromstring(page("feed.xml?language=de"))
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == ["Post 1", "Post 3"]
    ids = [node.text for node in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 3
    assert ET.fromstring(page("feed.xml?tag=nothing")).findtext(f"{ATOM}updated")


def test_as_many_queries_at_1000_rows_as_at_10(listed: Listed, platform_client: BlogClient) -> None:
    counts = []
    for number in (10, 1_000):
        ListedPost.objects.all().delete()
        fill(listed, number)
        with CaptureQueriesContext(connection) as queries:
            platform_client().get("/blog/")
        counts.append(len(queries))
    assert counts == [2, 2]


def test_a_blogs_own_role_cannot_touch_the_table(listed: Listed) -> None:
    for statement in (
        "SELECT 1 FROM public.discover_listedpost",
        "DELETE FROM public.discover_listedpost",
        "UPDATE public.discover_listedpost SET title = ''",
        "INSERT INTO public.discover_listedpost (post_id) VALUES (1)",
    ):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            tenant_transaction(listed.tenant),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_post_without_a_language_has_its_blogs(listed: Listed) -> None:
    with tenant_transaction(listed.tenant):
        Blog.objects.update(language="pt")
        publish_post(listed.post, by=listed.owner)
    assert "Alpha" in page("?language=pt")
