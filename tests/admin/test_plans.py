"""The room of plans: made and changed by a form that asks why."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from journal.models import AuditEntry
from tenants.models import Tenant
from tenants.plans.models import Plan
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

EMPTY = {"name": "Small", "posts": "", "storage_mb": "", "people": "", "domains": "", "letters": ""}


@pytest.fixture(autouse=True)
def no_plans(db: None) -> None:
    """Without the one that the migrations begin with, which a flushed database has lost."""
    Plan.objects.all().delete()


def sent(**fields: Any) -> dict[str, Any]:
    return EMPTY | {"reason": "because"} | fields


def test_a_new_one_with_its_numbers(admin: Client, ada: User) -> None:
    answer = admin.post("/admin/plans/new/", sent(posts="10", storage_mb="500"))
    assert answer.status_code == 302
    plan = Plan.objects.get()
    assert (plan.posts, plan.storage_bytes, plan.people) == (10, 500 * 1024**2, None)
    entry = AuditEntry.objects.get(action="plan.made")
    assert (entry.actor_id, entry.details["reason"]) == (ada.pk, "because")
    assert "500.0" in admin.get("/admin/plans/").content.decode()


def test_changing_one_shows_what_it_is_and_how_many_have_it(
    admin: Client, make_blog: MakeBlog
) -> None:
    plan = Plan.objects.create(name="Small", posts=10, storage_bytes=5 * 1024**2, is_default=True)
    make_blog("alice")
    page = admin.get(f"/admin/plans/{plan.pk}/edit/").content.decode()
    assert 'value="10"' in page
    assert 'value="5"' in page
    assert "1 blog has it" in page
    answer = admin.post(f"/admin/plans/{plan.pk}/edit/", sent(posts="3", is_default="on"))
    assert answer.status_code == 302
    plan.refresh_from_db()
    assert plan.posts == 3
    assert Tenant.objects.get().limits.posts == 3


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"posts": "-1"}, "posts"),
        ({"posts": "many"}, "posts"),
        ({"people": "0"}, "people"),
        ({"storage_mb": "9" * 20}, "storage_mb"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_makes_no_sense_is_said_by_its_field_and_kept(
    fields: dict[str, str], field: str, admin: Client
) -> None:
    answer = admin.post("/admin/plans/new/", sent(letters="77", **fields))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert f'href="#id_{field}"' in html
    assert 'value="77"' in html
    assert not Plan.objects.exists()


def test_the_plan_of_new_blogs_cannot_be_left_without_another(admin: Client) -> None:
    plan = Plan.objects.create(name="Small", is_default=True)
    answer = admin.post(f"/admin/plans/{plan.pk}/edit/", sent())
    assert answer.status_code == 422
    assert "choose another one" in answer.content.decode()


def test_the_page_of_a_blog_says_how_much_of_it_is_used(admin: Client, make_blog: MakeBlog) -> None:
    Plan.objects.create(name="Small", people=1, is_default=True)
    blog = make_blog("alice")
    html = admin.get(f"/admin/blogs/{blog.pk}/").content.decode()
    assert '1 of 1 <span class="badge bad">full</span>' in html
