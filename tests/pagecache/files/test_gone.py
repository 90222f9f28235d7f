"""Pages as files: found only while they are true."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from blog.actions.publish_post import publish_post
from blog.actions.unpublish_post import unpublish_post
from tenants.actions.set_house import set_mode
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.db.scope import tenant_transaction
from tenants.directory import Directory, find
from tenants.http import TenantRef
from tenants.models import ContentVersion, Domain, Tenant
from tenants.pagecache.asked import Asked
from tenants.pagecache.files.keeper import Keeper
from tenants.pagecache.files.place import Place, Site
from tenants.pagecache.files.writer import Writer
from tests.conftest import MakeBlog
from tests.pagecache.conftest import Reader
from tests.pagecache.files.reading import POST, found, read
from tests.support.writing import draft, published

pytestmark = pytest.mark.django_db


def test_a_closed_house_gives_out_neither_kept_pages_nor_files(
    visitor: Reader, keeper: Keeper, post: object
) -> None:
    read(visitor)
    keeper.tick()
    assert found(keeper, visitor.host) is not None
    assert visitor.get(POST).was_kept
    set_mode(by=None, reason="because", mode="closed")
    keeper.tick()
    assert found(keeper, visitor.host) is None
    closed = visitor.get(POST)
    assert (closed.status, closed.was_kept, closed.headers["Retry-After"]) == (503, False, "60")
    set_mode(by=None, reason="because", mode="open")
    keeper.tick()
    assert found(keeper, visitor.host) is not None
    assert visitor.get(POST).was_kept


def test_a_change_takes_all_files_of_the_blog_away(
    visitor: Reader, keeper: Keeper, post: Any, tenant: Tenant, alice: User
) -> None:
    read(visitor)
    read(visitor, "/")
    keeper.tick()
    assert found(keeper, visitor.host, "/")
    with tenant_transaction(tenant):
        unpublish_post(post, by=alice)
    keeper.tick()
    assert found(keeper, visitor.host) is None
    assert found(keeper, visitor.host, "/") is None


def test_a_suspended_blog_has_no_files(
    visitor: Reader, keeper: Keeper, post: object, tenant: Tenant, alice: User
) -> None:
    read(visitor)
    keeper.tick()
    suspend_tenant(tenant, by=alice, reason="A reason")
    keeper.tick()
    assert found(keeper, visitor.host) is None


def test_a_suspended_blog_has_no_files_even_at_its_version(
    visitor: Reader, keeper: Keeper, post: object, tenant: Tenant
) -> None:
    read(visitor)
    keeper.tick()
    Tenant.objects.filter(pk=tenant.pk).update(state="suspended")
    keeper.tick()
    assert found(keeper, visitor.host) is None


def test_a_writer_that_comes_late_brings_nothing_back(
    visitor: Reader, keeper: Keeper, post: Any, tenant: Tenant, alice: User
) -> None:
    visitor.cache.files.writer = None
    visitor.get(POST)
    page = visitor.cache.shelf.get(Asked(visitor.host, POST, ""))
    assert page is not None
    with tenant_transaction(tenant):
        unpublish_post(post, by=alice)
    assert Writer(keeper.place).write(Asked(visitor.host, POST, ""), page)
    keeper.tick()
    assert found(keeper, visitor.host) is None


def test_files_end_when_the_next_post_becomes_public(
    visitor: Reader, keeper: Keeper, post: object, tenant: Tenant, alice: User
) -> None:
    with tenant_transaction(tenant):
        publish_post(draft(alice, "Later"), by=alice, at=timezone.now() + timedelta(seconds=2))
    read(visitor, "/")
    keeper.tick()
    assert found(keeper, visitor.host, "/")
    time.sleep(2)
    keeper.tick()
    assert found(keeper, visitor.host, "/") is None


def test_a_keeper_that_died_leaves_nothing_to_be_found(
    visitor: Reader, keeper: Keeper, post: object
) -> None:
    read(visitor)
    keeper.tick()
    assert found(keeper, visitor.host)
    time.sleep(3)
    assert found(keeper, visitor.host) is None


def test_the_next_keeper_believes_nothing_that_lies_there(
    visitor: Reader, keeper: Keeper, post: object, root: Path
) -> None:
    read(visitor)
    keeper.tick()
    looks: list[int] = []

    def looked_twice() -> bool:
        looks.append(0)
        return len(looks) > 2

    Keeper(root).run(until=looked_twice)
    assert found(keeper, visitor.host) is None
    assert list(root.glob("kept/*")) == []


def test_a_keeper_begins_while_others_write(root: Path) -> None:
    place, over = Place(root), threading.Event()
    place.make_empty()

    def write() -> None:
        while not over.is_set():
            try:
                (root / "kept/release/host").mkdir(parents=True, exist_ok=True)
                place.put(root / "kept/release/host/page.html", b"a page")
            except OSError:
                continue  # the folder went: the page is written another time

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for _ in range(200):
            place.make_empty()
    finally:
        over.set()
        for writer in writers:
            writer.join()
    place.make_empty()
    assert not any((root / "kept").iterdir())
    assert not list(root.glob("gone-*"))


def test_without_a_word_from_the_database_it_vouches_only_for_ten_minutes(
    visitor: Reader, keeper: Keeper, post: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(visitor)
    keeper.tick()
    known, unsure_for, away = keeper.hosts.known, [5.0], [True]
    monkeypatch.setattr(keeper.hosts, "known", lambda host: (known(host)[0], unsure_for[0]))
    monkeypatch.setattr(type(keeper.hosts), "is_away", property(lambda _hosts: away[0]))
    keeper.tick()
    assert found(keeper, visitor.host)
    unsure_for[0] = 601.0
    keeper.tick()
    assert found(keeper, visitor.host) is None
    unsure_for[0], away[0] = 5.0, False  # somebody is asking still: not known to be away
    keeper.tick()
    assert found(keeper, visitor.host) is None


class Late(Directory):
    """A process's directory that has not asked for changes since it looked a host up."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, TenantRef | None] = {}

    def lookup(self, host: str) -> TenantRef | None:
        if host not in self.kept:
            self.kept[host] = find(host)
        return self.kept[host]

    def known(self, host: str) -> tuple[TenantRef | None, float]:
        return self.kept.get(host), 0.0

    def forget(self, host: str) -> None:
        self.kept.pop(host, None)


def test_a_writer_may_hear_of_a_change_before_the_keeper_does(
    visitor: Reader, keeper: Keeper, post: Any, tenant: Tenant, alice: User
) -> None:
    keeper.hosts = Late()
    read(visitor, "/")
    keeper.tick()
    with tenant_transaction(tenant):
        published(alice, "Lamp")
    read(visitor, "/")
    keeper.tick()
    file = found(keeper, visitor.host, "/")
    assert file is not None
    assert "Lamp" in file.read_text()


def test_a_host_that_goes_to_another_blog_takes_no_page_along(
    visitor: Reader, keeper: Keeper, post: object, tenant: Tenant, make_blog: MakeBlog
) -> None:
    read(visitor)
    read(visitor, "/")
    keeper.tick()
    assert found(keeper, visitor.host)
    other = make_blog("other", tenant.memberships.get().user)
    moved = Domain.objects.filter(domain=visitor.host)
    Domain.objects.filter(tenant=other).delete()
    moved.update(tenant=other)
    version = ContentVersion.objects.get(tenant=tenant).version
    ContentVersion.objects.filter(tenant=other).update(version=version)  # of all there are, this
    User.objects.update(email_confirmed_at=timezone.now())
    read(visitor, "/")
    keeper.tick()
    assert found(keeper, visitor.host, "/")
    assert found(keeper, visitor.host) is None


def test_pages_of_another_release_are_not_put_up(
    visitor: Reader, keeper: Keeper, post: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenants.pagecache.files.place.release", lambda: "another")
    read(visitor)
    keeper.tick()
    assert found(keeper, visitor.host) is None
    assert keeper.place.announced() == []


def test_an_announcement_that_lies_is_not_believed(keeper: Keeper, visitor: Reader) -> None:
    for site in (Site("bob.example", "x", 1, None, "r"), Site("../..", "x", 1, None, "r")):
        keeper.place.announce(site)
    (keeper.place.root / "new" / "x.json").write_text("{")
    keeper.tick()
    assert keeper.place.live() == {}
    assert keeper.place.announced() == []
