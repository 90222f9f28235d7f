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
from tenants.models import Tenant
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

BULK = "/admin/blogs/bulk/"


@pytest.fixture
def blogs(make_blog: MakeBlog) -> list[Tenant]:
    return [make_blog(name) for name in ("salt-one", "salt-two", "salt-three", "pepper")]


def ask(admin: Client, verb: str = "suspend", **fields: Any) -> Any:
    return admin.post(BULK, {"verb": verb, "all": "1", "query": "q=salt&p=7", **fields})


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
    answer = ask(admin, sure="1", seen="3", reason="because")
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


def test_undo_of_the_whole(blogs: list[Tenant], admin: Client) -> None:
    ask(admin, sure="1", seen="3", reason="because")
    do_all()
    page = f"/admin/many/{ManyJob.objects.get().pk}/"
    assert 'href="undo/"' in admin.get(page).content.decode()
    admin.post(f"{page}undo/", {"reason": "Too many."})
    do_all()
    assert set(Tenant.objects.values_list("state", flat=True)) == {"ready"}
    shown = admin.get(page).content.decode()
    assert "Undone by" in shown
    assert 'href="undo/"' not in shown


def test_when_it_became_another_number_it_asks_again(blogs: list[Tenant], admin: Client) -> None:
    for seen in ("2", "", "x"):
        answer = ask(admin, sure="1", seen=seen, reason="because")
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert "There are more or fewer by now." in shown
        assert re.search(r"<textarea[^>]*>\s*because</textarea>", shown)
    assert not ManyJob.objects.exists()


def test_without_a_reason_or_with_nonsense(blogs: list[Tenant], admin: Client) -> None:
    assert ask(admin, sure="1", seen="3", reason=" ").status_code == 422
    assert ask(admin, verb="rename").status_code == 404
    assert ask(admin, verb="eat").status_code == 404
    assert ask(admin, query="password__startswith=x").status_code == 404
    assert not ManyJob.objects.exists()


def test_stop(blogs: list[Tenant], admin: Client) -> None:
    ask(admin, sure="1", seen="3", reason="because")
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

    ask(admin, sure="1", seen="3", reason="because")
    first = count()
    for _ in range(4):
        ask(admin, verb="lock", sure="1", seen="3", reason="because")
    assert count() == first
