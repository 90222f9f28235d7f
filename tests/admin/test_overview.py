"""The page and the command: who sees it, what it says, and at what cost."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from inkstead.overview.count import count_days
from journal.heartbeat import beat_as_worker
from journal.models import PlatformWork
from tenants.models import Domain, FleetSchema, Membership, Tenant, TenantStats
from tenants.provisioning.template import current_template
from tests.conftest import BlogClient, MakeUser, ensure_template

pytestmark = pytest.mark.django_db

COLUMNS = 80


def fill(first: int, last: int) -> None:
    """Blogs with owners, schemas, counts and work, as many as asked for."""
    ensure_template()
    version = current_template().version
    for n in range(first, last):
        user = User.objects.create_user(f"{n}@post.example")
        tenant = Tenant.objects.create(name=f"Blog {n}", state="ready")
        host = f"blog-{n}.inkstead.localhost"
        Domain.objects.create(tenant=tenant, domain=host, skeleton=host)
        Membership.objects.create(tenant=tenant, user=user, role="owner")
        TenantStats.objects.create(tenant=tenant, posts=n, storage_bytes=n)
        FleetSchema.objects.create(schema_name=tenant.schema_name, version=version, has_role=True)
        PlatformWork.objects.create(kind="x", key=f"x:{n}", last_error="no")


def queries(client: Client) -> int:
    client.get("/admin/")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get("/admin/").status_code == 200
    return len(captured)


def test_it_takes_as_many_queries_for_many_blogs_as_for_few(admin: Client) -> None:
    fill(0, 2)
    count_days()
    few = queries(admin)
    fill(2, 40)
    count_days()
    assert queries(admin) == few
    assert few <= 30


def test_only_staff_with_a_second_factor_see_it(
    user_factory: MakeUser, platform_client: BlogClient
) -> None:
    assert platform_client().get("/admin/").status_code == 302
    assert platform_client(user_factory("eve@post.example")).get("/admin/").status_code == 404
    staff = user_factory("sam@post.example", is_staff=True)
    assert platform_client(staff).get("/admin/").status_code == 302


def test_an_empty_installation_says_what_is_not_there_yet(admin: Client) -> None:
    body = admin.get("/admin/").content.decode()
    assert "0 blogs are open." in body
    assert "Nothing is known yet" in body
    assert "Nothing was counted yet; the worker does so every five minutes." in body


def test_charts_have_words_and_a_table(admin: Client) -> None:
    fill(0, 3)
    count_days()
    response = admin.get("/admin/?span=12-months")
    body = response.content.decode()
    assert body.count('role="img"') == len(response.context["charts"])
    assert body.count("<desc ") == body.count('role="img"')
    assert len(response.context["table"]) == 12
    assert 'aria-current="page">The last 12 months' in body
    assert " style=" not in body


def test_an_address_cannot_ask_for_nonsense(admin: Client) -> None:
    assert len(admin.get("/admin/?span=%3Csvg%3E").context["table"]) == 30


def test_the_command_fits_a_terminal() -> None:
    fill(0, 3)
    count_days()
    beat_as_worker("celery@one")
    said = StringIO()
    call_command("overview", stdout=said, no_color=True)
    lines = said.getvalue().splitlines()
    assert lines[0] == "3 blogs are open. 1 thing needs a look."
    assert max(map(len, lines)) <= COLUMNS
    assert any("◆ The platform’s work" in line for line in lines)


def test_programs_get_the_same_as_json() -> None:
    fill(0, 3)
    count_days()
    said = StringIO()
    call_command("overview", "--json", "--span", "12-months", stdout=said)
    found = json.loads(said.getvalue())
    assert found["blogs"]["ready"] == 3
    assert found["periods"][-1]["blogs"] == 3
    assert {"name", "state", "words", "link", "command"} == set(found["checks"][0])


def test_an_unknown_span_is_refused_by_the_command() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("overview", "--span", "decade")
