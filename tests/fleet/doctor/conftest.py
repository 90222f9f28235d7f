"""A database without what other tests left, and two healthy blogs in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from psycopg import sql

from accounts.models import User
from tenants.db.scope import tenant_connection
from tenants.due.run import run_due
from tenants.fleet.doctor import waste
from tenants.fleet.doctor.examine import Told, examine, mend
from tenants.models import Tenant
from tenants.provisioning.schema import drop_schema
from tests.conftest import MakeBlog

type Diagnose = Callable[..., list[Told]]


def pytest_itemcollected(item: pytest.Item) -> None:
    """On one worker: roles are the cluster's, and one's orphan would be found by the other."""
    if Path(__file__).parent in item.path.parents:
        item.add_marker(pytest.mark.xdist_group("doctor"))


@pytest.fixture
def clean(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No tenant's schema and no role of one; dead rows, the tests' own, do not count."""
    monkeypatch.setattr(waste, "DEAD_LEAST", 10**9)
    _clear()
    yield
    _clear()


def _clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^(t|scratch)_'")
        for (name,) in cursor.fetchall():
            drop_schema(tenant_connection(), name)
        cursor.execute(
            "SELECT rolname FROM pg_roles r WHERE rolname ~ '^t_' AND NOT EXISTS"
            " (SELECT FROM pg_shdepend WHERE refobjid = r.oid)"
        )
        for (name,) in cursor.fetchall():
            drop = sql.SQL("DROP ROLE IF EXISTS {}")
            cursor.execute(drop.format(sql.Identifier(name)))


@pytest.fixture
def stores(settings: LazySettings, tmp_path: Path) -> Path:
    """Backups and pictures below the test's folder."""
    from inkstead.settings.base import backups

    settings.STORAGES = {
        **settings.STORAGES,
        "backups": backups(tmp_path / "backups"),
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media"},
        },
    }
    return tmp_path


@pytest.fixture
def ferry(clean: None, stores: Path, make_blog: MakeBlog, alice: User) -> Tenant:
    """A healthy blog, and another one beside it; their first work is done."""
    tenant = make_blog("ferry", alice, "Night Ferry")
    make_blog("other")
    while run_due():
        pass
    return tenant


def found(*looks: str, mending: bool = False) -> list[Told]:
    """What these looks (none: all) find; with `mending` after it is mended."""
    seen = examine(only=looks)
    if mending:
        mend(seen)
    return [told for one in seen for told in one.told]


def only(*looks: str) -> Told:
    """The one finding there is, which no other look has either."""
    (told,) = found()
    assert [told.finding.words] == [one.finding.words for one in found(*looks)]
    return told


def mended(look: str) -> str:
    """Mend all that `look` finds; what was done about the only finding. Then nothing is wrong."""
    (told,) = found(look, mending=True)
    assert told.is_mended, told.failed
    assert found() == []
    return told.done


def run(statement: str) -> None:
    """As the application."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
