"""Everything that a list of blogs finds, at once: asked about, done by the worker, reported."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from inkstead.admin.blogs import Blogs
from journal.models import AuditEntry
from journal.work import run_platform_work
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.many.models import ManyJob
from tenants.models import Domain, Tenant
from tenants.watch.decisions import Decision, Ground
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

BULK = "/admin/blogs/bulk/"


@pytest.fixture
def blogs(make_blog: MakeBlog) -> list[Tenant]:
    return [make_blog(name) for name in ("salt-one", "salt-two", "salt-three", "pepper")]


def ask(admin: Client, verb: str = "suspend", **fields: Any) -> Any:
    return admin.post(BULK, {"verb": verb, "all": "1", "query": "q=salt&p=7", **fields})


def seen(admin: Client) -> str:
    """What the page that asks says of those that it found."""
    return str(ask(admin).context["form"].mark)


def do_all() -> None:
    while run_platform_work():
        pass


def test_it_is_offered_where_the_list_has_more_than_it_shows(
    blogs: list[Tenant], admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'name="all"' not in admin.get("/admin/blogs/").content.decode()
    monkeypatch.setattr(Blogs, "list_per_page", 2)
    page = admin.get("/admin/blogs/?q=salt&state=ready").content.decode()
    assert 'name="query" value="q=salt&amp;state=ready"' in page
    assert "all 3 that the list finds" in page


def test_it_asks_first_and_names_how_many(blogs: list[Tenant], admin: Client) -> None:
    page = ask(admin).content.decode()
    assert "Suspend 3 blogs?" in page
    assert "salt-two.inkstead.localhost" in page
    assert "pepper" not in page
    assert not ManyJob.objects.exists()


def test_the_worker_does_it_and_the_page_tells(
    blogs: list[Tenant], admin: Client, ada: User
) -> None:
    suspend_tenant(blogs[1], by=None, reason="before")
    answer = ask(admin, sure="1", seen=seen(admin), reason="because")
    job = ManyJob.objects.get()
    page = f"/admin/many/{job.pk}/"
    assert (answer.status_code, answer["Location"]) == (302, page)
    shown = admin.get(page).content.decode()
    assert ' data-watching="2"' in shown
    assert "0 of 3" in shown
    do_all()
    shown = admin.get(page).content.decode()
    assert "watching" not in shown
    assert "Suspend: 3 blogs" in shown
    refused = admin.get(f"{page}?outcome=refused").content.decode()
    assert "is suspended already" in refused
    assert "Salt-One" not in refused
    states = dict(Tenant.objects.values_list("name", "state"))
    assert states.pop("Pepper") == "ready"
    assert set(states.values()) == {"suspended"}
    assert AuditEntry.objects.get(action="many.asked").actor_id == ada.pk


def test_a_measure_is_on_a_ground_that_is_asked_for_and_no_other_deed_is(
    blogs: list[Tenant], admin: Client
) -> None:
    assert 'name="ground"' in ask(admin).text
    assert 'name="ground"' not in ask(admin, "lock").text
    ask(admin, sure="1", seen=seen(admin), reason="Sell shoes.", ground="spam")
    do_all()
    assert set(Decision.objects.values_list("ground", flat=True)) == {"spam"}
    job = ManyJob.objects.get()
    assert str(Ground.SPAM.label) in admin.get(f"/admin/many/{job.pk}/").text
    admin.post(f"/admin/many/{job.pk}/undo/", {"reason": "Too many."})
    do_all()
    back = ManyJob.objects.latest("asked_at")
    admin.post(f"/admin/many/{back.pk}/undo/", {"reason": "Not too many."})
    do_all()
    assert list(Decision.objects.values_list("ground", flat=True)) == ["spam"] * 3, (
        "they stand again"
    )


def test_no_ground_of_an_undo_is_taken_where_nothing_is_undone(
    blogs: list[Tenant], admin: Client
) -> None:
    answer = ask(admin, sure="1", seen=seen(admin), reason="Sell shoes.", ground="again")
    assert answer.status_code == 422
    assert not ManyJob.objects.exists()


def test_undo_of_the_whole(blogs: list[Tenant], admin: Client) -> None:
    ask(admin, sure="1", seen=seen(admin), reason="because")
    do_all()
    page = f"/admin/many/{ManyJob.objects.get().pk}/"
    assert 'href="undo/"' in admin.get(page).content.decode()
    admin.post(f"{page}undo/", {"reason": "Too many."})
    do_all()
    assert set(Tenant.objects.values_list("state", flat=True)) == {"ready"}
    shown = admin.get(page).content.decode()
    assert "Undone by" in shown
    assert 'href="undo/"' not in shown


def asks_again(admin: Client, mark: str) -> bool:
    answer = ask(admin, sure="1", seen=mark, reason="because")
    assert re.search(r"<textarea[^>]*>\s*because</textarea>", answer.text)
    said = "The list finds other blogs by now." in answer.text
    return answer.status_code == 422 and said and not ManyJob.objects.exists()


def test_when_it_finds_others_it_asks_again_were_they_as_many(
    blogs: list[Tenant], admin: Client
) -> None:
    before = seen(admin)
    assert all(asks_again(admin, mark) for mark in ("3", "", "x", before[:-1]))
    Tenant.objects.filter(pk=blogs[0].pk).update(name="Pepper two")
    User.objects.filter(memberships__tenant=blogs[0]).update(email="pepper-two@post.example")
    Domain.objects.filter(tenant=blogs[0]).update(domain="pepper-two.inkstead.localhost")
    Tenant.objects.filter(pk=blogs[3].pk).update(name="Salt four")
    assert asks_again(admin, before)
    assert ask(admin, sure="1", seen=seen(admin), reason="because").status_code == 302
    names = ManyJob.objects.get().parts.values_list("tenant__name", flat=True)
    assert set(names) == {"Salt-Two", "Salt-Three", "Salt four"}


def test_without_a_reason_or_with_nonsense(blogs: list[Tenant], admin: Client) -> None:
    assert ask(admin, sure="1", seen=seen(admin), reason=" ").status_code == 422
    assert ask(admin, verb="rename").status_code == 404
    assert ask(admin, verb="eat").status_code == 404
    assert ask(admin, query="password__startswith=x").status_code == 404
    assert not ManyJob.objects.exists()


def test_stop(blogs: list[Tenant], admin: Client) -> None:
    ask(admin, sure="1", seen=seen(admin), reason="because")
    page = f"/admin/many/{ManyJob.objects.get().pk}/"
    admin.post(f"{page}stop/", {"reason": "A slip."})
    do_all()
    assert set(Tenant.objects.values_list("state", flat=True)) == {"ready"}


def test_the_list_costs_the_same_however_many_jobs(
    blogs: list[Tenant], admin: Client, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        with CaptureQueriesContext(connection) as said:
            assert admin.get("/admin/many/").status_code == 200
        return len(said)

    ask(admin, sure="1", seen=seen(admin), reason="because")
    first = count()
    for _ in range(4):
        ask(admin, verb="lock", sure="1", seen=seen(admin), reason="because")
    assert count() == first
