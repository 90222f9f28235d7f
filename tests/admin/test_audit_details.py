"""What the page of an entry says of its details: words, not what programs write."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from inkstead.admin.audit_details import told
from journal import audit
from journal.models import AuditEntry
from tenants.actions.suspend_tenant import suspend_tenant
from tests.conftest import MakeBlog


@pytest.mark.parametrize(
    ("action", "key", "value", "says"),
    [
        ("tenant.suspended", "ground", "illegal", "It is against the law."),
        ("membership.changed", "role", "author", "Author"),
        ("visit.asked", "may_change", False, "no"),
        ("house.mode_changed", "mode", ["open", "closed"], "open → closed"),
        ("plan.changed", "posts", [None, 20], "– → 20"),
        ("review.passed", "reports", ["a", "b"], "a, b"),
        ("review.passed", "reports", [], "–"),
        ("x.y", "until", None, "–"),
        ("x.y", "values", {"a": 1}, '{"a": 1}'),
        ("x.y", "rows", 0, "0"),
    ],
)
def test_in_words(action: str, key: str, value: Any, says: str) -> None:
    assert told(action, key, value) == says


@pytest.mark.django_db
def test_the_page_has_a_label_where_there_is_one(
    admin: Client, make_blog: MakeBlog, alice: User
) -> None:
    blog = make_blog("alice", alice)
    suspend_tenant(blog, by=None, reason="because", ground="illegal")
    entry = AuditEntry.objects.get(action="tenant.suspended")
    page = admin.get(f"/admin/audit/{entry.pk}/").text
    assert '<dt>Ground</dt><dd dir="auto">It is against the law.</dd>' in page
    other = audit.record("thing.done", by=None, tenant_id=None, of_ours="x")
    assert "<dt><code>of_ours</code></dt>" in admin.get(f"/admin/audit/{other}/").text
