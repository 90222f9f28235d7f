"""The room Watch: blogs with signs, those with most first, and the rules."""

from __future__ import annotations

import pytest
from django.test import Client

from journal.models import AuditEntry
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.models import Tenant
from tenants.watch.keep import current_rules
from tenants.watch.models import Score
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

WORDS = {"kind": "words", "count": 1, "points": 10, "found": ["casino"]}
TWINS = {"kind": "twins", "count": 3, "points": 45, "found": []}


@pytest.fixture
def blogs(make_blog: MakeBlog) -> list[Tenant]:
    """One with many signs, one with a few, one with none that nobody trusts."""
    found = [make_blog(f"blog-{n}", name=f"Blog {n}") for n in range(3)]
    Score.objects.create(tenant=found[0], points=10, reasons=[WORDS])
    Score.objects.create(tenant=found[1], points=55, reasons=[WORDS, TWINS])
    Score.objects.create(tenant=found[2], points=0)
    distrust_tenant(found[2], by=None, reason="because")
    return found


def names(admin: Client, query: str = "") -> list[str]:
    answer = admin.get(f"/admin/watch/{query}")
    assert answer.status_code == 200
    return [score.tenant.name for score in answer.context["cl"].result_list]


def test_those_with_most_signs_come_first(admin: Client, blogs: list[Tenant]) -> None:
    assert names(admin) == ["Blog 1", "Blog 0", "Blog 2"]
    html = admin.get("/admin/watch/").content.decode()
    assert "3 posts are nearly the same" in html
    assert "Words of the list: casino." in html


def test_it_can_be_narrowed(admin: Client, blogs: list[Tenant]) -> None:
    assert names(admin, "?show=high") == ["Blog 1"]
    assert names(admin, "?show=untrusted") == ["Blog 2"]
    assert names(admin, "?q=blog-0") == ["Blog 0"]


def test_the_page_of_a_blog_says_why(admin: Client, blogs: list[Tenant]) -> None:
    html = admin.get(f"/admin/blogs/{blogs[1].pk}/").content.decode()
    assert "3 posts are nearly the same" in html
    assert "55 points" in html


def test_words_are_kept_in_lower_case_each_once(admin: Client) -> None:
    sent = {"words": "Casino\n\n  buy   now \ncasino", "reason": "because"}
    assert admin.post("/admin/watch/rules/", sent).status_code == 302
    rules = current_rules()
    assert rules.words == ["casino", "buy now"]
    entry = AuditEntry.objects.get(action="watch.changed")
    assert entry.details["came"] == ["buy now", "casino"]
    assert "buy now" in admin.get("/admin/watch/rules/").content.decode()


@pytest.mark.parametrize("sent", [{"reason": ""}, {"words": "x" * 81, "reason": "because"}])
def test_what_makes_no_sense_is_said_and_kept(sent: dict[str, str], admin: Client) -> None:
    answer = admin.post("/admin/watch/rules/", {"words": "casino", **sent})
    assert answer.status_code == 422
    assert sent.get("words", "casino") in answer.content.decode()
    assert current_rules().words == []
