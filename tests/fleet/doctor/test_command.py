"""`manage.py fleet doctor`: a page, JSON, and 1 when something is wrong."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenants.fleet.doctor.examine import LOOKS, examine
from tenants.models import FleetSchema, Tenant
from tests.conftest import MakeBlog
from tests.fleet.doctor.conftest import run

pytestmark = pytest.mark.django_db(transaction=True)


def doctor(*args: str) -> tuple[int, str]:
    """The exit status, and what was said."""
    out = StringIO()
    try:
        call_command("fleet", "doctor", *args, stdout=out)
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue()
    return 0, out.getvalue()


def said(*args: str) -> tuple[int, dict[str, Any]]:
    status, text = doctor("--json", *args)
    return status, json.loads(text)


def test_a_healthy_fleet_ends_with_0(ferry: Tenant) -> None:
    status, text = doctor()
    assert status == 0
    assert text.startswith("2 blogs; ")
    assert "of it the catalog" in text
    assert [look.title in text for look in LOOKS] == [True] * len(LOOKS)
    assert text.count("well") == len(LOOKS) + 1
    assert text.endswith("The fleet is well.\n")
    status, told = said()
    assert (status, told["healthy"]) == (0, True)
    assert [one["name"] for one in told["looks"]] == [look.name for look in LOOKS]


def test_what_is_wrong_is_said_with_what_can_be_done(ferry: Tenant) -> None:
    run("CREATE SCHEMA scratch_1")
    run(f"DROP INDEX {ferry.schema_name}.post_public_newest")
    status, text = doctor()
    assert status == 1
    assert "  scratch_1  left by a migrate that was killed  --mend" in text
    assert f"ferry.inkstead.localhost ({ferry.schema_name})" in text
    assert text.endswith("2 things are wrong. --mend takes care of 1.\n")


def test_mend_says_what_it_did_and_ends_with_1_while_something_is_left(ferry: Tenant) -> None:
    run("CREATE SCHEMA scratch_1")
    assert doctor("--mend")[0] == 0
    run("CREATE SCHEMA scratch_1")
    run(f"DROP INDEX {ferry.schema_name}.post_public_newest")
    status, text = doctor("--mend")
    assert status == 1
    assert "mended: dropped it" in text
    assert "1 mended" in text
    assert text.endswith("1 thing is wrong.\n")
    status, told = said()
    (finding,) = [one for look in told["looks"] for one in look["findings"]]
    assert (status, finding["can_mend"]) == (1, False)
    assert any("post_public_newest" in line for line in finding["details"])


def test_what_cannot_be_looked_at_is_told_and_the_rest_is_looked_at(ferry: Tenant) -> None:
    run(f"ALTER TABLE {ferry.schema_name}.blog_outboxentry RENAME due_at TO due")
    status, told = said()
    findings = {one["name"]: one["findings"] for one in told["looks"]}
    assert (status, len(findings)) == (1, len(LOOKS))
    (bells,) = findings["bells"]
    assert bells["words"] == 'could not be looked at: column "due_at" does not exist'
    assert findings["shapes"]


def test_only_what_is_named(ferry: Tenant) -> None:
    run("CREATE SCHEMA scratch_1")
    status, told = said("--only", "rights", "--only", "shapes")
    assert (status, [one["name"] for one in told["looks"]]) == (0, ["shapes", "rights"])
    with pytest.raises(CommandError, match="invalid choice"):
        doctor("--only", "nothing")


def test_more_blogs_are_not_more_queries(ferry: Tenant, make_blog: MakeBlog) -> None:
    with CaptureQueriesContext(connection) as few:
        examine()
    for number in range(6):
        make_blog(f"blog-{number}")
    with CaptureQueriesContext(connection) as many:
        examine()
    assert FleetSchema.objects.count() == 8
    assert len(many) <= len(few) + 1
