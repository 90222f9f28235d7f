"""A run that is killed anywhere is taken up by the next one; nothing is done twice or in part."""

from __future__ import annotations

import re
import signal

import pytest

from tenants.fleet.catalog import differences
from tenants.fleet.census import drifted, fleet
from tenants.fleet.lock import is_migrating
from tenants.models import FleetSchema
from tests.conftest import MakeBlog
from tests.fleet.bodies import ADD_FIELD, BY_PYTHON, CONCURRENT
from tests.fleet.conftest import Write, ask, migrate
from tests.support.databases import ROOT
from tests.support.facts import record
from tests.support.nursery import Nursery

POINTS = re.findall(r'failpoint\("(.+)"\)', (ROOT / "tenants/fleet/run.py").read_text())

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("failpoint", POINTS)
def test_killed_at(
    failpoint: str, make_blog: MakeBlog, write_migrations: Write, nursery: Nursery
) -> None:
    blogs = [make_blog(name).schema_name for name in ("alice", "bruno", "carla")]
    folder = write_migrations(m0002=ADD_FIELD, m0003=BY_PYTHON, m0004=CONCURRENT)
    killed = nursery.run("tests.fleet.at_migrate", str(folder), INKSTEAD_FAILPOINT=failpoint)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    versions = set(FleetSchema.objects.values_list("version", flat=True))
    assert len(versions) > 1, "it was in the middle"
    assert drifted(fleet()) == [], "what is noted is what is there"
    assert not is_migrating(), "the lock died with its holder"

    _said, error = migrate()
    assert not error
    for blog in blogs:
        assert ask(f'SELECT count(*) FROM "{blog}".contact_message') == [(1,)], "once"
    reference = make_blog("diana").schema_name
    assert [differences(reference, blog) for blog in blogs] == [[], [], []]
    assert ask("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^scratch_'") == [(0,)]
    record("fleet kills", **{failpoint: 1})
