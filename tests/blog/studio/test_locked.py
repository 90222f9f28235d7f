"""While an admin keeps a blog locked: readers go on, nobody writes, and nobody loses a word."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client

from blog.studio.urls import urlpatterns
from journal.models import AuditEntry
from tenants.actions.lock_writing import lock_writing
from tenants.actions.unlock_writing import unlock_writing
from tests.blog.studio.conftest import House, typed
from tests.blog.studio.test_access import ENDPOINTS, path  # noqa: F401  # a fixture
from tests.conftest import BlogClient

pytestmark = pytest.mark.django_db

WHY = "A complaint is being looked at."
POSTS = [name for name, (_path, _low, methods) in ENDPOINTS.items() if "POST" in methods]
NOT_THE_BLOGS = {
    "preview",
    "passkey_decline",
    "notice_read",
    "visit",
}  # they change nothing that is the blog's


def lock(house: House) -> None:
    lock_writing(house.tenant, by=None, reason=WHY)


def test_only_these_views_say_that_they_write_nothing() -> None:
    assert all(hasattr(pattern.callback, "writes") for pattern in urlpatterns)
    unwritten = {
        pattern.name for pattern in urlpatterns if not getattr(pattern.callback, "writes", True)
    }
    assert unwritten == NOT_THE_BLOGS


def test_every_post_of_the_studio_is_refused_with_the_reason(
    house: House,
    path: Callable[[str], str],  # noqa: F811
    subtests: pytest.Subtests,
) -> None:
    assert len(POSTS) > 40
    lock(house)
    before = everything(house)
    for name in sorted(set(POSTS) - NOT_THE_BLOGS):
        with subtests.test(name):
            answer = house.as_owner.post(path(name), {"title": "A line that somebody wrote"})
            assert answer.status_code == 423, name
            said = unescape(answer.content.decode())
            assert WHY in said
            assert re.search(r'<textarea[^>]+name="title"[^>]*>\nA line that somebody wrote<', said)
    assert everything(house) == before


def everything(house: House) -> tuple[list[str], int]:
    """Every row of every table of the blog, and how much the audit has."""
    with house.inside(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = to_regnamespace(%s)"
            " ORDER BY relname",
            [house.tenant.schema_name],
        )
        tables = [name for (name,) in cursor.fetchall()]
        rows = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            rows += [f"{table} {row}" for (row,) in cursor.fetchall()]
    return rows, AuditEntry.objects.count()


def test_a_text_is_kept_and_can_be_sent_again(house: House) -> None:
    lock(house)
    text = "Two kinds of salt.\n\n</textarea><script>alert(1)</script> And a third."
    fields = typed(title="Salt", content=text, do="save")
    answer = house.as_owner.post("/studio/posts/new/", fields)
    said = answer.content.decode()
    assert f"\n{text}</textarea>" in unescape(said)
    assert "<script>alert" not in said
    assert 'name="do" value="save"' in said
    assert 'action="/studio/posts/new/"' in said
    unlock_writing(house.tenant, by=None, reason="because")
    assert house.as_owner.post("/studio/posts/new/", fields).status_code == 302
    assert house.only().title == "Salt"


def test_a_script_hears_the_sentence(house: House) -> None:
    lock(house)
    answer = house.as_owner.post("/studio/media/add/", headers={"Accept": "application/json"})
    assert answer.status_code == 423
    assert WHY in answer.json()["error"]


def test_the_studio_is_read_and_says_that_it_is_locked(house: House) -> None:
    post = house.post()
    lock(house)
    for page in ("posts/", f"posts/{post.pk}/edit/", "settings/", "team/", "media/"):
        answer = house.as_owner.get(f"/studio/{page}")
        assert answer.status_code == 200
        assert WHY in answer.content.decode(), page


def test_readers_go_on(house: House, outsider: Client) -> None:
    post = house.post(published=True)
    lock(house)
    for reader in (house.client(), outsider):
        page = reader.get(post.get_absolute_url())
        assert page.status_code == 200
        assert WHY not in page.content.decode()


def test_who_may_not_write_here_hears_nothing_of_it(house: House, outsider: Client) -> None:
    lock(house)
    assert outsider.post("/studio/posts/new/").status_code == 404
    assert house.client().post("/studio/posts/new/").status_code == 302


def test_another_blog_is_not_locked(
    house: House, make_blog: Callable[..., object], blog_client: BlogClient
) -> None:
    other = make_blog("bramble", house.owner)
    lock(house)
    answer = blog_client(other, house.owner).post("/studio/posts/new/", typed(do="save"))
    assert answer.status_code != 423
