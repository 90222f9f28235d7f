"""`manage.py migrate` where all is as it should be, or looks like it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenants.models import FleetSchema
from tests.conftest import MakeBlog
from tests.fleet.bodies import ADD_FIELD
from tests.fleet.conftest import Write, has, migrate

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_are_asked_after_as_one_is(make_blog: MakeBlog) -> None:
    migrate()
    asked = []
    for name in ("alice", "bruno", "carla"):
        make_blog(name)
        with CaptureQueriesContext(connection) as queries:
            assert not migrate()[1]
        asked.append(len(queries))
    assert len(set(asked)) == 1
    assert asked[0] <= 40


@pytest.mark.parametrize("sample", [True, False])
def test_one_that_was_brought_up_behind_our_back_does_not_speak_for_others(
    sample: bool, make_blog: MakeBlog, write_migrations: Write
) -> None:
    made = {make_blog(name).schema_name: name for name in ("alice", "bruno", "carla")}
    old = FleetSchema.objects.first().version  # type: ignore[union-attr]
    up = (min if sample else max)(made)
    write_migrations(m0002=ADD_FIELD)
    assert not migrate("--only", made[up])[1]
    FleetSchema.objects.update(version=old)
    assert not migrate()[1]
    assert all(has(schema, "mood") for schema in made)
    migrate("--check")


def test_a_permission_or_a_content_type_that_went_is_made_again() -> None:
    migrate()
    Permission.objects.filter(codename="change_tenant").delete()
    migrate()
    assert Permission.objects.filter(codename="change_tenant").exists()
    ContentType.objects.filter(app_label="tenants", model="tenant").delete()
    migrate()
    assert Permission.objects.filter(codename="change_tenant").exists()
