"""The audit as a file: what the list finds, whole, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import User
from inkstead.admin.audit_export import AT_ONCE, as_csv
from journal.audit import record
from journal.models import AuditEntry
from tenants.actions.suspend_tenant import suspend_tenant
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db


def read(answer: Any) -> str:
    assert isinstance(answer, StreamingHttpResponse)
    return b"".join(answer.streaming_content).decode()  # type: ignore[arg-type]


def test_json_lines_have_everything_that_the_list_finds(
    admin: Client, make_blog: MakeBlog, alice: User, ada: User
) -> None:
    tenant = make_blog("alice", alice)
    suspend_tenant(tenant, by=ada, reason="Sells copied shoes.")
    answer = admin.get("/admin/audit/export.jsonl?about=tenant&by=staff")
    assert answer["Content-Type"] == "application/x-ndjson"
    assert answer["Content-Disposition"].endswith('.jsonl"')
    [line] = [json.loads(line) for line in read(answer).splitlines()]
    assert line["action"] == "tenant.suspended"
    assert line["words"] == "Suspended"
    assert line["actor"] == "ada@post.example"
    assert line["blog"] == "Alice"
    assert line["reason"] == line["details"]["reason"] == "Sells copied shoes."


def test_csv_has_a_head_and_the_same_lines(admin: Client, make_blog: MakeBlog) -> None:
    make_blog("alice")
    answer = admin.get("/admin/audit/export.csv")
    rows = list(csv.DictReader(io.StringIO(read(answer))))
    assert len(rows) == AuditEntry.objects.count()
    assert {row["id"] for row in rows} == {str(e.pk) for e in AuditEntry.objects.all()}


def test_a_page_of_the_list_is_no_limit(admin: Client) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(action="test.note", target=str(n), at=timezone.now()) for n in range(120)
    )
    found = read(admin.get("/admin/audit/export.jsonl?q=test.note&p=2"))
    assert len(found.splitlines()) == 120


def test_names_are_looked_up_for_many_at_a_time(django_assert_num_queries: Any, db: None) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(action="test.note", at=timezone.now()) for _ in range(AT_ONCE * 2)
    )
    with django_assert_num_queries(1):  # nobody and no blog is named: nothing to look up
        assert len(list(as_csv(AuditEntry.objects.order_by("-at")))) == AT_ONCE * 2 + 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_spreadsheet_finds_no_formula(start: str, admin: Client) -> None:
    record("test.note", by=None, tenant_id=None, target=f"{start}HYPERLINK(1)", reason=f"{start}1")
    rows = csv.DictReader(io.StringIO(read(admin.get("/admin/audit/export.csv?q=test.note"))))
    [row] = list(rows)
    assert row["target"] == f"'{start}HYPERLINK(1)"
    assert row["reason"].startswith("'")


def test_no_other_format_and_no_other_question(admin: Client) -> None:
    assert admin.get("/admin/audit/export.xlsx").status_code == 404
    assert admin.get("/admin/audit/export.csv?details__reason=x").status_code in {302, 404}


def test_the_list_leads_to_it_with_its_filters(admin: Client) -> None:
    record("test.note", by=None, tenant_id=None)
    page = admin.get("/admin/audit/?q=test.note&sort=oldest").content.decode()
    assert 'href="/admin/audit/export.csv?q=test.note&amp;sort=oldest"' in page
