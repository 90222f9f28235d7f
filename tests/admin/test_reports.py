"""The room Reports: who waits longest comes first; a decision can be taken back."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from journal.models import AuditEntry
from tenants.actions.keep_report import keep_report
from tenants.watch.reports import Report
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(make_blog: MakeBlog) -> Report:
    blog = make_blog("alice", name="Marginalia")
    return keep_report(
        blog,
        path="/blog/salt/",
        category="copyright",
        name="Rhea",
        email="rhea@post.example",
        text="The third paragraph is mine.",
    )


def test_a_report_is_found_by_blog_word_and_sender(admin: Client, report: Report) -> None:
    for term in ("marginalia", "alice.inkstead", "rhea@post", "third paragraph", "/blog/salt"):
        assert "Marginalia" in admin.get(f"/admin/reports/?q={term}").text, term
    assert "Marginalia" not in admin.get("/admin/reports/?q=zzz&state=open").text.split("<main")[1]


def test_its_page_says_what_where_and_who(admin: Client, report: Report) -> None:
    html = admin.get(f"/admin/reports/{report.pk}/").text
    for words in ("The third paragraph is mine.", "alice.inkstead.localhost/blog/salt/", "Rhea"):
        assert words in html
    assert f"/admin/blogs/{report.tenant_id}/" in html


@pytest.mark.parametrize(("verb", "state"), [("uphold", "upheld"), ("dismiss", "dismissed")])
def test_it_is_decided_with_a_reason_and_undone(
    verb: str, state: str, admin: Client, ada: User, report: Report
) -> None:
    path = f"/admin/reports/{report.pk}/{verb}/"
    done = admin.post(path, {"reason": "Suspended it."}, follow=True)
    report.refresh_from_db()
    assert (report.state, report.reason, report.decided_by) == (state, "Suspended it.", ada)
    assert AuditEntry.objects.filter(action=f"report.{state}").count() == 1
    again = admin.post(path, {"reason": "Again."})
    assert again.status_code == 422
    undo = done.context["undo"]
    assert admin.post(undo["url"], dict(undo["fields"])).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.reason, report.decided_at) == ("open", "", None)
