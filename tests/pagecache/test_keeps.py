"""What is kept, for how long, and for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from accounts.bound_session import make_session
from accounts.models import User
from blog.actions.inputs import PostInput
from blog.actions.publish_post import publish_post
from blog.actions.unpublish_post import unpublish_post
from blog.actions.update_post import update_post
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.db.scope import tenant_transaction
from tenants.directory import directory
from tenants.models import Tenant
from tests.pagecache.conftest import MakeReader, Reader
from tests.support.writing import draft, published

pytestmark = pytest.mark.django_db


def write(tenant: Tenant, by: User, title: str = "Ferry") -> None:
    with tenant_transaction(tenant):
        published(by, title, "A long word. " * 200)


def test_the_second_reader_gets_the_same_page_without_django(
    reader: Reader, tenant: Tenant, alice: User
) -> None:
    write(tenant, alice)
    for path in ("/", "/blog/", "/blog/ferry/", "/about/", "/feed.xml", "/author/alice/"):
        first, second = reader.get(path), reader.get(path)
        assert (first.status, first.was_kept, second.was_kept) == (200, False, True), path
        assert second.body == first.body
        assert "Inkstead-Keep" not in first.headers | second.headers
    assert len(reader.renders) == 6


def test_another_process_finds_it_in_redis(make_reader: MakeReader) -> None:
    one, other = make_reader(), make_reader()
    page = one.get("/about/")
    assert other.get("/about/").was_kept
    assert other.get("/about/").body == page.body
    assert other.renders == []


def test_another_release_shares_no_page(
    make_reader: MakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = make_reader(), make_reader()
    one.get("/about/")
    monkeypatch.setattr("tenants.pagecache.shared.release", lambda: "another")
    assert not other.get("/about/").was_kept


def test_without_redis_each_process_keeps_its_own(
    make_reader: MakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")
    one, other = make_reader(), make_reader()
    one.get("/about/")
    assert one.get("/about/").was_kept
    assert not other.get("/about/").was_kept


def test_a_change_ends_every_page_of_the_blog_in_every_process(
    make_reader: MakeReader, tenant: Tenant, alice: User
) -> None:
    one, other = make_reader(), make_reader()
    assert b"Ferry" not in one.get("/").body + other.get("/").body
    write(tenant, alice)
    assert b"Ferry" in one.get("/").body
    assert b"Ferry" in other.get("/").body


def test_what_is_unpublished_is_gone(reader: Reader, tenant: Tenant, alice: User) -> None:
    with tenant_transaction(tenant):
        post = published(alice, "Ferry")
    assert reader.get("/blog/ferry/").status == 200
    assert reader.get("/blog/ferry/").was_kept
    with tenant_transaction(tenant):
        unpublish_post(post, by=alice)
    assert reader.get("/blog/ferry/").status in {404, 410}


def test_a_page_ends_when_the_next_post_becomes_public(
    reader: Reader, tenant: Tenant, alice: User
) -> None:
    soon = timezone.now() + timedelta(minutes=5)
    with tenant_transaction(tenant):
        publish_post(draft(alice, "Later"), by=alice, at=soon)
    assert b"Later" not in reader.get("/").body
    assert reader.get("/").was_kept
    with time_machine.travel(soon + timedelta(seconds=1), tick=True):
        page = reader.get("/")
        assert b"Later" in page.body
        assert not page.was_kept
        assert reader.get("/").was_kept


def test_a_suspended_blog_shows_no_kept_page(reader: Reader, tenant: Tenant, alice: User) -> None:
    reader.get("/about/")
    assert reader.get("/about/").was_kept
    suspend_tenant(tenant, by=alice, reason="A reason")
    assert reader.get("/about/").status in {403, 451}


def test_whoever_is_signed_in_goes_past_it(reader: Reader, tenant: Tenant, alice: User) -> None:
    reader.get("/")
    key = make_session(alice, host=reader.host, tenant_id=tenant.id)
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
    page = reader.get("/", COOKIE=cookie)
    assert not page.may_be_kept
    assert b"/studio/posts/" in page.body
    assert b"/studio/posts/" not in reader.get("/").body


@pytest.mark.parametrize(
    "path",
    ["/?page=1&x=2", "/?utm_source=letter", "/blog/?page=0", "/blog/?page=x", "/contact/",
     "/blog/nothing-there/", "/studio/posts/", "/login/", "/blog/1/"],
)  # fmt: skip
def test_what_is_not_for_everybody_is_not_kept(reader: Reader, path: str) -> None:
    reader.get(path)
    assert not reader.get(path).may_be_kept
    assert len(reader.renders) == 2


@pytest.mark.parametrize("visibility", ["unlisted", "members"])
def test_a_page_that_is_not_for_everybody_any_more_is_gone_at_once(
    reader: Reader, tenant: Tenant, alice: User, visibility: str
) -> None:
    with tenant_transaction(tenant):
        post = published(alice, "Ferry", "Words.")
    assert not reader.get("/blog/ferry/").was_kept
    assert reader.get("/blog/ferry/").was_kept
    with tenant_transaction(tenant):
        data = PostInput(title="Ferry", content="Words.", visibility=visibility)
        update_post(post, by=alice, data=data, version=post.version)
    directory.forget(reader.host)
    page = reader.get("/blog/ferry/")
    assert not page.was_kept
    assert page.status == (200 if visibility == "unlisted" else 404)
    assert visibility != "unlisted" or page.headers["X-Robots-Tag"] == "noindex"


def test_what_the_blogs_people_read_is_never_kept(
    reader: Reader, tenant: Tenant, alice: User
) -> None:
    with tenant_transaction(tenant):
        published(alice, "Ferry", "Words.", visibility="members")
    key = make_session(alice, host=reader.host, tenant_id=tenant.id)
    for _twice in range(2):
        page = reader.get("/blog/ferry/", COOKIE=f"{settings.SESSION_COOKIE_NAME}={key}")
        assert (page.status, page.may_be_kept) == (200, False)
    assert reader.get("/blog/ferry/").status == 404


def test_other_methods_reach_django(reader: Reader) -> None:
    reader.get("/about/")
    assert reader.get("/about/", method="POST").status in {403, 405}
    assert reader.get("/about/", method="OPTIONS").status == 405


@pytest.mark.parametrize(
    "host", ["nobody.inkstead.localhost", "inkstead.localhost", "evil.example"]
)
def test_no_page_of_another_host(reader: Reader, host: str) -> None:
    reader.get("/about/")
    reader.host = host
    assert not reader.get("/about/").may_be_kept


def test_the_host_counts_as_it_was_verified(reader: Reader) -> None:
    reader.get("/about/")
    reader.host = f"{reader.host.upper()}.:80"
    assert reader.get("/about/").was_kept


def test_a_page_that_sets_a_cookie_is_never_kept(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    django = reader.cache.application

    def application(environ: object, start: object) -> object:
        def begin(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
            start(status, [*headers, ("Set-Cookie", "a=b")], exc_info)  # type: ignore[operator]

        return django(environ, begin)  # type: ignore[arg-type]

    monkeypatch.setattr(reader.cache, "application", application)
    assert "Set-Cookie" in reader.get("/about/").headers
    assert not reader.get("/about/").may_be_kept
