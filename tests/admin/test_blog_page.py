"""One blog's page: everything that is known of it, a panel for each room, in few queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from blog.models import OutboxEntry, Post
from inkstead.admin import panels
from inkstead.admin.panels import Panel, register_panel
from tenants.actions.lock_writing import lock_writing
from tenants.archive.models import Backup
from tenants.db.scope import tenant_transaction
from tenants.domains.models import DomainClaim
from tenants.models import FleetSchema, Tenant, TenantStats
from tests.conftest import Join, MakeBlog

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)  # the doctor looks over another connection


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User, bob: User, join: Join) -> Tenant:
    tenant = make_blog("alice", alice)
    join(bob, tenant, "editor")
    return tenant


def page(admin: Client, blog: Tenant, query: str = "") -> str:
    answer = admin.get(f"/admin/blogs/{blog.pk}/{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def write(blog: Tenant, number: int) -> None:
    with tenant_transaction(blog):
        for n in range(number):
            Post.objects.create(title=f"Letter {n}", slug=f"letter-{n}", content="x")


def test_people_domains_usage_and_history(admin: Client, blog: Tenant) -> None:
    DomainClaim.objects.create(
        tenant=blog, domain="alice.example", state="live", look_due_at=timezone.now()
    )
    TenantStats.objects.update_or_create(
        tenant=blog, defaults={"posts": 12, "drafts": 3, "storage_bytes": 5_000_000}
    )
    lock_writing(blog, by=None, reason="A complaint is being looked at.")
    shown = page(admin, blog)
    assert "<td>Owner</td>" in shown
    assert "<td>Editor</td>" in shown
    assert "bob@post.example" in shown
    assert "alice.example" in shown
    assert "12 published, 3 in drafts" in shown
    assert "Locked writing" in shown
    assert "<q>A complaint is being looked at.</q>" in shown


def test_what_was_written_last(admin: Client, blog: Tenant) -> None:
    write(blog, 12)
    shown = page(admin, blog)
    assert "Letter 11" in shown
    assert "Letter 2<" not in shown


@committed
def test_health_of_a_blog_that_is_well(admin: Client, blog: Tenant) -> None:
    Backup.objects.create(tenant=blog, kind="nightly", path="a", size=1, rows=1)
    shown = page(admin, blog)
    assert "of today" in shown
    assert "nothing found" in shown
    assert "Look closer" in shown
    assert "nothing found, in tables and rights either" in page(admin, blog, "?closely")


def test_health_tells_what_is_wrong(admin: Client, blog: Tenant) -> None:
    FleetSchema.objects.filter(pk=blog.schema_name).update(version="0" * 64)
    with tenant_transaction(blog):
        OutboxEntry.objects.create(kind="x", key="x", last_error="no room", attempts=3)
    shown = page(admin, blog)
    assert "another than today’s" in shown
    assert "its migrations are not those that were noted" in shown
    assert "1 fails" in shown


@committed
def test_a_closer_look_finds_a_table_that_was_changed(admin: Client, blog: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{blog.schema_name}".blog_post DROP COLUMN excerpt')
    assert "not as the recorded script makes it" in page(admin, blog, "?closely")


@committed
def test_a_schema_that_is_gone_is_said_and_the_page_stands(admin: Client, blog: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA "{blog.schema_name}" CASCADE')
    shown = page(admin, blog)
    assert "its schema is gone" in shown
    assert "Its schema could not be read" in shown


@pytest.mark.parametrize("state", ["provisioning", "suspended", "deleted", "purged"])
def test_it_opens_in_every_state(state: str, admin: Client, blog: Tenant) -> None:
    Tenant.objects.filter(pk=blog.pk).update(state=state)
    assert "Alice" in page(admin, blog)


def test_it_asks_the_same_number_of_times_however_much_there_is(
    admin: Client, blog: Tenant, make_blog: MakeBlog, user_factory: Any, join: Join
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as said:
            page(admin, blog)
        return len(said)

    page(admin, blog)
    first = count()
    write(blog, 20)
    for number in range(5):
        make_blog(f"other-{number}")
        join(user_factory(f"mate{number}@post.example"), blog, "author")
        lock_writing(Tenant.objects.get(name=f"Other-{number}"), by=None, reason="x")
    assert count() <= first
    assert first < 60


@pytest.fixture
def registry() -> Iterator[None]:
    """Panels of today, and again afterwards."""
    before = list(panels._panels)
    yield
    panels._panels[:] = before


def test_another_room_adds_a_panel(
    admin: Client, blog: Tenant, registry: None, settings: Any, tmp_path: Any
) -> None:
    (tmp_path / "plan.html").write_text("<p>{{ about.words }}</p>")
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}
    ]
    register_panel(
        Panel(
            name="plan",
            title="Plan",
            template="plan.html",
            place=10,
            about=lambda tenant, request: {"words": f"{tenant} is free of charge"},
            beside=True,
        )
    )
    register_panel(
        Panel(name="none", title="Nothing", template="no.html", place=11, about=lambda t, r: None)
    )
    shown = page(admin, blog)
    assert '<h2 id="plan">Plan</h2>' in shown
    assert "Alice is free of charge" in shown
    assert shown.index('id="plan"') < shown.index('id="people"')
