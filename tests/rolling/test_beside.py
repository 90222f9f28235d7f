"""The last release's code on this code's schema: people go from one server to the other."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.rolling import release
from tests.rolling.person import Person
from tests.rolling.servers import Code
from tests.support.databases import ROOT, database_url

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.rolling]

PUBLIC_PORT = 8140  # in addresses and cookies' names; the servers listen elsewhere


@pytest.fixture(scope="module")
def before() -> tuple[str, str]:
    found = release.last_release()
    if found is None:
        pytest.skip(
            "NOT RUN BESIDE THE LAST RELEASE: this clone holds neither tag nor commit of it"
        )
    return found


@pytest.fixture
def url(db: None) -> Iterator[str]:
    """A database of its own beside the test run's."""
    name = f"rolling_{secrets.token_hex(4)}"
    here = database_url()
    with psycopg.connect(here, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield here.replace(f"/{here.partition('?')[0].rpartition('/')[2]}?", f"/{name}?")
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def both(before: tuple[str, str], url: str, tmp_path: Path) -> Iterator[tuple[Code, Code]]:
    """(old, new), their servers up, the schema migrated by the new one after the old one's."""
    release.lay_out(before[1], tmp_path / "old-tree")
    old = Code("old", tmp_path / "old-tree", tmp_path / "data", url, PUBLIC_PORT)
    new = Code("new", ROOT, tmp_path / "data", url, PUBLIC_PORT)
    try:
        old.run("manage.py", "migrate", "--no-input", "--verbosity", "0")
        old.start()
        new.run("-m", "tests.rolling.prepare")
        new.start()
        with ThreadPoolExecutor() as pool:
            list(pool.map(Code.wait, (old, new)))
        yield old, new
    finally:
        for code in (old, new):
            code.stop()


type Meet = Callable[[str, Code], Person]


@pytest.fixture
def meet() -> Iterator[Meet]:
    """`meet("olga", old)`: somebody whom a balancer sends to that server first."""
    with ExitStack() as people:

        def make(name: str, code: Code) -> Person:
            person = Person(name, PUBLIC_PORT, at=code.port)
            people.callback(person.leave)
            return person

        yield make


def ask(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


@pytest.mark.timeout(600)  # three starts of Django, on a machine that may be busy
def test_old_and_new_servers_serve_the_same_people(
    both: tuple[Code, Code], meet: Meet, url: str
) -> None:
    old, new = both
    olga, nils, reader = meet("olga", old), meet("nils", new), meet("reader", old)
    for person in (olga, nils):  # each a blog, a post, by the code they came to
        person.sign_up()
        person.write(f"First of {person.name}", "Words *of* the first.")
    assert reader.reads("First of nils", address="nils"), "old code reads the new one's blog"
    reader.go_to(new.port)
    assert reader.reads("First of olga", address="olga"), "new code reads the old one's blog"

    olga.go_to(new.port)  # in the middle of their sessions
    nils.go_to(old.port)
    for person in (olga, nils):
        person.write_on(f"First of {person.name}", "Words that the other code wrote.")
        person.write(f"Second of {person.name}", "Written by the other code.")
    for port in (old.port, new.port):
        reader.go_to(port)
        for name in ("olga", "nils"):
            assert reader.reads(f"Second of {name}", address=name)
            path = f"/blog/first-of-{name}/"
            assert reader.reads("Words that the other code wrote", path, name)

    old.work()  # what the new code left to do as well, and the other way round below
    reader.go_to(old.port)
    reader.write_to("nils", "A message to what the new code made.", sent_to=new.port)
    reader.write_to("olga", "A message to what the old code made.", sent_to=old.port)
    assert nils.reads("A message to what the new code made", "/studio/messages/")
    assert olga.reads("A message to what the old code made", "/studio/messages/")

    admin = meet("admin", old)
    admin.sign_in_as_admin()
    for port in (old.port, new.port):
        admin.go_to(port)
        lists = admin.see(admin.platform("/admin/blogs/")).text
        assert "olga" in lists
        assert "nils" in lists

    new.work()
    assert (
        ask(url, "SELECT kind, last_error FROM journal_platformwork WHERE last_error <> ''") == []
    )
    for (schema,) in ask(url, "SELECT schema_name FROM tenants_tenant"):
        undone = f"SELECT kind, last_error FROM {schema}.blog_outboxentry WHERE done_at IS NULL"
        assert ask(url, undone) == []
    stats = "SELECT posts FROM tenants_tenantstats"
    assert ask(url, stats) == [(2,), (2,)]
    assert "Traceback" not in old.log() + new.log()


def test_the_last_release_is_found(before: tuple[str, str]) -> None:
    name, commit = before
    assert name.startswith("v")
    assert len(commit) == 40


def test_the_note_serves_clones_without_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    named = [line for line in release.NOTE.read_text().splitlines() if line[:1].isdigit()]
    assert len(named) == 1
    monkeypatch.setattr(release, "_by_tag", lambda: None)
    monkeypatch.setattr(release, "_git", lambda *words: "commit" if words[0] == "cat-file" else "")
    version, commit = named[0].split()
    assert release.last_release() == (f"v{version}", commit)
    monkeypatch.setattr(release, "_git", lambda *words: "")
    assert release.last_release() is None, "a shallow clone"
