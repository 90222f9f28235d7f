"""Kill -9 at every named point: a ready blog, or after the sweeper nothing at all."""

from __future__ import annotations

import re
import signal
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from blog.models import Category
from journal.models import PlatformWork
from tenants.actions.create_tenant import create_tenant
from tenants.db.scope import tenant_transaction
from tenants.models import Domain, State, Tenant
from tenants.provisioning.provision import provision
from tenants.provisioning.sweep import sweep
from tests.conftest import MakeBlog
from tests.support.databases import ROOT
from tests.support.facts import record
from tests.support.nursery import Nursery
from tests.support.waiting import until

SOURCES = ["tenants/actions/create_tenant.py", "tenants/provisioning/provision.py"]
ALL = [
    name
    for path in SOURCES
    for name in re.findall(r'failpoint\("(.+)"\)', (ROOT / path).read_text())
]
ALWAYS_READY = {"provision.after_commit"}
SIGNING_UP = "sign_up.before_commit"

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


MAKE = "tests.provisioning.at_failpoint"


def leftovers() -> set[str]:
    """Tenants' schemas here, and tenants' roles that anything in this database depends on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname ~ '^(t|scratch)_'"
            " UNION SELECT rolname FROM pg_roles r JOIN pg_shdepend ON refobjid = r.oid"
            " JOIN pg_database d ON d.oid = dbid AND datname = current_database()"
            " WHERE rolname ~ '^t_'"
        )
        return {row[0] for row in cursor.fetchall()}


def test_every_failpoint_is_known() -> None:
    assert len(ALL) == len(set(ALL)) >= 7


@pytest.mark.parametrize("failpoint", ALL)
def test_killed_at(failpoint: str, make_blog: MakeBlog, alice: User, nursery: Nursery) -> None:
    make_blog("warm-up")  # the recorded script is there
    before = leftovers()
    killed = nursery.run(MAKE, str(alice.id), "night-ferry", INKSTEAD_FAILPOINT=failpoint)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    record("provisioning kills", **{failpoint: 1})

    left = Tenant.objects.filter(domains__domain__startswith="night-ferry.").first()
    if failpoint in ALWAYS_READY:
        assert left is not None
        assert left.state == State.READY
    elif left is None:
        assert leftovers() == before
    else:
        assert left.state == State.PROVISIONING
        assert leftovers() == before
        Tenant.objects.filter(pk=left.pk).update(state_since=timezone.now() - timedelta(minutes=6))
        assert sweep() == 1
        assert not Domain.objects.filter(domain__startswith="night-ferry.").exists()

    if failpoint not in ALWAYS_READY:
        again = make_blog("night-ferry", owner=alice)
        assert again.state == State.READY


def test_killed_while_signing_up_there_is_neither_account_nor_blog(
    make_blog: MakeBlog, nursery: Nursery
) -> None:
    make_blog("warm-up")
    killed = nursery.run("tests.provisioning.at_sign_up", INKSTEAD_FAILPOINT=SIGNING_UP)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not User.objects.filter(email="dora@post.example").exists()
    assert not Domain.objects.filter(domain__startswith="salt.").exists()
    assert not PlatformWork.objects.filter(payload__contains={"blog": "Salt"}).exists()
    record("provisioning kills", **{SIGNING_UP: 1})


def test_an_unfinished_blog_can_be_finished_at_once(
    make_blog: MakeBlog, alice: User, nursery: Nursery
) -> None:
    make_blog("warm-up")
    where = "provision.after_schema"
    killed = nursery.run(MAKE, str(alice.id), "night-ferry", INKSTEAD_FAILPOINT=where)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    tenant = Tenant.objects.get(domains__domain__startswith="night-ferry.")
    until(lambda: provision(tenant.id) is State.READY)  # the dead one's lock goes first
    with tenant_transaction(tenant):
        assert Category.objects.count() == 1


def test_a_schema_that_exists_is_never_taken_over(make_blog: MakeBlog, alice: User) -> None:
    make_blog("warm-up")
    tenant = create_tenant(by=alice, name="Night Ferry", address="night-ferry")
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{tenant.schema_name}"')
    with pytest.raises(Exception, match="already exists"):
        provision(tenant.id)
    assert Tenant.objects.get(pk=tenant.pk).state == State.PROVISIONING


def test_the_sweeper_leaves_young_and_ready_blogs_alone(make_blog: MakeBlog, alice: User) -> None:
    ready = make_blog("ready")
    Tenant.objects.update(state_since=timezone.now() - timedelta(days=1))
    create_tenant(by=alice, name="Young", address="young")
    assert sweep() == 0
    assert {t.pk for t in Tenant.objects.all()} >= {ready.pk}
