"""GET and POST /report/: by anybody, of any page of a blog."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import User
from journal.models import AuditEntry
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.models import Tenant
from tenants.watch.of_person import forget_reporter
from tenants.watch.reports import Report, ReportState
from tests.conftest import BlogClient, MakeBlog
from tests.support.messages import headers, later, stamp_of

pytestmark = pytest.mark.django_db

PAGE = "http://alice.inkstead.localhost/blog/salt/?page=2"
SENT = {"at": PAGE, "category": "spam", "text": "It sells shoes.", "name": "", "email": ""}


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", owner=alice)


@pytest.fixture
def visitor(platform_client: BlogClient) -> Client:
    return platform_client()


@pytest.fixture
def stamp(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    """The stamp of a form that was opened ten seconds ago."""
    stamp = stamp_of(visitor, "/report/")
    later(monkeypatch, 10)
    return stamp


def send(visitor: Client, stamp: str, **fields: Any) -> Any:
    data = {**SENT, "website": "", "stamp": stamp, **fields}
    return visitor.post("/report/", data, headers=headers(visitor))


def test_a_report_is_kept_with_its_page(blog: Tenant, visitor: Client, stamp: str) -> None:
    answer = send(visitor, stamp)
    assert (answer.status_code, answer["Location"]) == (302, "/report/sent/")
    assert "Your report is sent." in visitor.get("/report/sent/").text
    report = Report.objects.get()
    assert (report.tenant, report.path) == (blog, "/blog/salt/?page=2")
    assert (report.category, report.text, report.state) == ("spam", "It sells shoes.", "open")
    entry = AuditEntry.objects.get(action="report.kept")
    assert (entry.tenant_id, entry.actor_id) == (blog.pk, None)


def test_the_foot_of_a_blogs_page_leads_there_and_says_where_one_was(
    blog: Tenant, blog_client: BlogClient, visitor: Client
) -> None:
    html = blog_client(blog).get("/about/").text
    link = "/report/?at=http%3A%2F%2Falice.inkstead.localhost%2Fabout%2F"
    assert link in html
    assert 'value="http://alice.inkstead.localhost/about/"' in visitor.get(link).text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"at": ""}, "at"),
        ({"at": "http://nobody.inkstead.localhost/"}, "at"),
        ({"at": "http://[::1/"}, "at"),
        ({"category": ""}, "category"),
        ({"category": "boring"}, "category"),
        ({"text": " "}, "text"),
        ({"email": "nobody"}, "email"),
        ({"category": "illegal", "email": "rhea@post.example"}, "name"),
        ({"category": "illegal", "name": "Rhea"}, "email"),
    ],
)
def test_bad_input_is_named_and_kept(
    fields: dict[str, str], field: str, blog: Tenant, visitor: Client, stamp: str
) -> None:
    html = send(visitor, stamp, **{"text": "Word for word.", **fields}).text
    assert 'role="alert" tabindex="-1" autofocus' in html
    assert f'href="#id_{field}' in html
    assert fields.get("text", "Word for word.").strip() in html
    assert not Report.objects.exists()


def test_an_address_without_a_scheme_is_understood(
    blog: Tenant, visitor: Client, stamp: str
) -> None:
    assert send(visitor, stamp, at="ALICE.inkstead.localhost").status_code == 302
    assert Report.objects.get().path == "/"


def test_a_suspended_blog_can_be_reported(blog: Tenant, visitor: Client, stamp: str) -> None:
    suspend_tenant(blog, by=None, reason="because")
    assert send(visitor, stamp).status_code == 302
    assert Report.objects.count() == 1


def test_what_robots_fill_in_is_not_kept(blog: Tenant, visitor: Client, stamp: str) -> None:
    assert send(visitor, stamp, website="http://shoes.example").status_code == 302
    assert not Report.objects.exists()


def test_another_sites_form_is_refused(blog: Tenant, visitor: Client, stamp: str) -> None:
    data = {**SENT, "stamp": stamp}
    said = headers(visitor) | {"Origin": "http://alice.inkstead.localhost"}
    assert visitor.post("/report/", data, headers=said).status_code == 403
    assert visitor.post("/report/", data).status_code == 403
    assert not Report.objects.exists()


def test_somebody_who_sends_many_is_asked_to_wait(
    blog: Tenant, visitor: Client, stamp: str
) -> None:
    answers = [send(visitor, stamp, text=f"Number {n}").status_code for n in range(12)]
    assert answers.count(302) == 10
    assert answers[-1] == 429


@pytest.mark.parametrize(("proxies", "added"), [(0, ""), (1, ", 203.0.113.5")])
def test_headers_that_name_another_address_each_time_help_nobody(
    proxies: int, added: str, blog: Tenant, visitor: Client, stamp: str, settings: LazySettings
) -> None:
    """`added` is what a proxy of ours says at the end of what came."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    answers = []
    for n in range(12):
        made_up = f"198.51.{n}.7"
        said = headers(visitor) | {"X-Real-IP": made_up, "Forwarded": f"for={made_up}"}
        said["X-Forwarded-For"] = f"{made_up}{added}"
        data = {**SENT, "website": "", "stamp": stamp, "text": f"Number {n}"}
        answers.append(visitor.post("/report/", data, headers=said).status_code)
    assert answers == [302] * 10 + [429] * 2
    assert Report.objects.count() == 10


def test_a_stranger_gets_no_cookie(blog: Tenant, visitor: Client, stamp: str) -> None:
    answers = [send(visitor, ""), send(visitor, stamp), visitor.get("/report/sent/")]
    assert not any("Set-Cookie" in answer.headers for answer in answers)


def test_who_is_erased_is_taken_out_and_the_notice_stays(
    blog: Tenant, visitor: Client, stamp: str
) -> None:
    send(visitor, stamp, name="Rhea", email="rhea@post.example")
    forget_reporter(["rhea@post.example"])
    report = Report.objects.get()
    assert (report.name, report.email, report.text) == ("", "", "It sells shoes.")
    assert report.state == ReportState.OPEN
