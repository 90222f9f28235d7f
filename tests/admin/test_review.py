"""The room Review: one blog after another, a decision each, undone with one click."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tenants.actions.keep_report import keep_report
from tenants.actions.review_blog import pass_blog
from tenants.db.scope import tenant_transaction
from tenants.models import State, Tenant
from tenants.watch.models import Score
from tenants.watch.queue import Review
from tests.conftest import MakeBlog
from tests.support.writing import published

pytestmark = pytest.mark.django_db

SCRIPT = {"X-Card": "1"}
TWINS = {"kind": "twins", "count": 3, "points": 45}


@pytest.fixture
def blogs(make_blog: MakeBlog, alice: User) -> list[Tenant]:
    """Three that wait, in this order."""
    made = [make_blog(f"blog-{n}", alice if n == 0 else None, f"Blog {n}") for n in range(3)]
    for number, blog in enumerate(made):
        for _time in range(3 - number):
            keep_report(blog, path="/", category="spam", text=f"Shoes on blog {number}.")
    return made


def at(blog: Tenant, verb: str = "") -> str:
    return f"/admin/review/{blog.pk}/{f'{verb}/' if verb else ''}"


def seen(blog: Tenant) -> dict[str, int]:
    return {"seen": Review.objects.get(pk=blog.pk).version}


def test_the_card_says_what_there_is_to_know(
    admin: Client, blogs: list[Tenant], alice: User
) -> None:
    reasons = [{**TWINS, "found": [str(blogs[1].pk)]}]
    Score.objects.create(tenant=blogs[0], points=45, reasons=reasons)
    with tenant_transaction(blogs[0]):
        published(alice, "Seven shoes", "Cheap *shoes* for <everybody>.")
    html = admin.get("/admin/review/").text
    for words in (
        *("Blog 0", "blog-0.inkstead.localhost", "@post.example", "It was reported 3 times."),
        *("3 posts are nearly the same", "Seven shoes", "Cheap shoes for", "Shoes on blog 0."),
        *("blog-1.inkstead.localhost", "3 wait", "<kbd>t</kbd>", "E-mail not confirmed"),
    ):
        assert words in html, words


def test_an_empty_queue_says_so(admin: Client) -> None:
    assert "Nobody waits." in admin.get("/admin/review/").text


def test_one_goes_on_and_back_without_deciding(admin: Client, blogs: list[Tenant]) -> None:
    middle = admin.get(at(blogs[1])).context
    assert (middle["previous"].pk, middle["next"].pk) == (blogs[0].pk, blogs[2].pk)
    assert admin.get(at(blogs[2])).context["next"].pk == blogs[0].pk, "from the end to the head"


def test_without_a_script_a_decision_leads_to_the_next(admin: Client, blogs: list[Tenant]) -> None:
    done = admin.post(at(blogs[0], "trust"), seen(blogs[0]), follow=True)
    assert done.redirect_chain == [(at(blogs[1]), 302)]
    assert "Blog 0 is trusted." in done.text
    assert "Blog 0" not in {str(row) for row in Review.objects.waiting()}


def test_by_script_the_answer_is_the_card_after_the_shown_one(
    admin: Client, blogs: list[Tenant]
) -> None:
    sent = {**seen(blogs[0]), "shown": str(blogs[1].pk)}
    answer = admin.post(at(blogs[0], "later"), sent, headers=SCRIPT)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert f'data-blog="{blogs[2].pk}"' in answer.text
    assert 'data-said="Blog 0 comes back tomorrow."' in answer.text


def test_suspending_takes_a_ready_reason_or_ones_own(admin: Client, blogs: list[Tenant]) -> None:
    User.objects.filter(memberships__tenant=blogs[0]).update(language="de")
    admin.post(at(blogs[0], "suspend"), {**seen(blogs[0]), "ground": "abuse"})
    own = {**seen(blogs[1]), "ground": "abuse", "text": "It threatens Rhea."}
    admin.post(at(blogs[1], "suspend"), own)
    for blog in blogs:
        blog.refresh_from_db()
    assert [blog.state for blog in blogs] == [State.SUSPENDED, State.SUSPENDED, State.READY]
    assert blogs[0].state_reason == "Es belästigt oder bedroht jemanden."
    assert blogs[1].state_reason == "It threatens Rhea."


def test_without_a_ground_nothing_is_suspended(admin: Client, blogs: list[Tenant]) -> None:
    answer = admin.post(at(blogs[0], "suspend"), {**seen(blogs[0]), "text": "Kept words."})
    assert answer.status_code == 422
    assert "Choose why" in answer.text
    assert "Kept words." in answer.text


def test_what_another_admin_decided_is_shown_not_overwritten(
    admin: Client, blogs: list[Tenant], bob: User
) -> None:
    known = seen(blogs[0])
    pass_blog(blogs[0], by=bob, reason="because", seen=known["seen"])
    answer = admin.post(at(blogs[0], "suspend"), {**known, "ground": "spam"}, headers=SCRIPT)
    assert answer.status_code == 409
    assert f"{bob.display_name} decided on Blog 0 meanwhile: trusted." in answer.text
    assert Tenant.objects.get(pk=blogs[0].pk).state == State.READY


def test_undo_brings_back_the_last_decision_of_this_admin(
    admin: Client, blogs: list[Tenant], bob: User
) -> None:
    assert admin.get("/admin/review/").context["can_undo"] is False
    pass_blog(blogs[2], by=bob, reason="because", seen=seen(blogs[2])["seen"])
    for blog in blogs[:2]:
        admin.post(at(blog, "trust"), seen(blog))
    for blog in (blogs[1], blogs[0]):
        back = admin.post("/admin/review/back/", follow=True)
        assert back.redirect_chain == [(at(blog), 302)]
        assert f"{blog.name} waits again." in back.text
    nothing = admin.post("/admin/review/back/", follow=True)
    assert "There is nothing to undo." in nothing.text
    assert [row.pk for row in Review.objects.waiting()] == [blogs[0].pk, blogs[1].pk]


def test_a_card_costs_as_many_queries_for_many_as_for_few(
    admin: Client, blogs: list[Tenant], make_blog: MakeBlog
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(at(blogs[1])).status_code == 200
        return len(queries)

    admin.get(at(blogs[1]))
    few = count()
    for n in range(3, 7):
        keep_report(make_blog(f"blog-{n}"), path="/", category="spam", text="Look.")
    keep_report(blogs[1], path="/", category="spam", text="Look.")
    assert count() == few


def test_the_band_says_where_one_is(admin: Client) -> None:
    for path, here in (("watch/", "Review"), ("decisions/", "Reports")):
        band = admin.get(f"/admin/{path}").text.split("</header>")[0]
        [marked] = [line for line in band.split("<a ") if "aria-current" in line]
        assert here in marked
