"""What was done to a blog and on it, as its owner and admins read it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tenants.actions.lock_writing import lock_writing
from tenants.actions.rename_tenant import rename_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.history import ON_A_PAGE
from tenants.models import Membership, Tenant
from tests.blog.studio.conftest import House

pytestmark = pytest.mark.django_db

PATH = "/studio/settings/history/"


def test_it_tells_what_and_why_and_not_which_admin(house: House, charlie: User) -> None:
    lock_writing(house.tenant, by=charlie, reason="A complaint is being looked at.")
    rename_tenant(house.tenant, by=None, reason="They asked.", name="Margins")
    page = house.as_owner.get(PATH).content.decode()
    assert "Locked writing" in page
    assert "A complaint is being looked at." in page
    assert "<bdi>Marginalia</bdi> → <bdi>Margins</bdi>" in page
    assert "the people who run this place" in page
    assert "Charlie" not in page
    assert "charlie@" not in page


def test_it_names_who_is_on_the_team(house: House) -> None:
    page = house.as_owner.get(PATH).content.decode()
    assert "Made" in page
    assert "Alice" in page


def test_it_tells_nothing_of_other_blogs(
    house: House, make_blog: Callable[..., Tenant], charlie: User
) -> None:
    suspend_tenant(make_blog("bramble", charlie), by=None, reason="Sells copied shoes.")
    assert "copied shoes" not in house.as_owner.get(PATH).content.decode()


def test_those_who_may_not_configure_do_not_read_it(member: Callable[[str], Client]) -> None:
    assert member("editor").get(PATH).status_code == 403


def test_it_tells_what_the_team_did_and_to_what(
    house: House, member: Callable[[str], Client]
) -> None:
    member("editor")
    bob = User.objects.get(email="bob@post.example")
    house.post(by=bob, title="Two kinds of salt", published=True)
    house.post(title="Hers")
    page = house.as_owner.get(PATH).text
    assert "Published a post" in page
    assert "Began a post" in page
    assert "Two kinds of salt" in page
    his = house.as_owner.get(PATH, {"who": str(bob.pk)}).text
    assert "Two kinds of salt" in his
    assert "Hers" not in his
    assert f'<option value="{bob.pk}" selected>Bob</option>' in his
    Membership.objects.filter(user=bob).delete()
    page = house.as_owner.get(PATH, {"who": str(bob.pk)}).text
    assert "Hers" in page  # whoever is not on the team narrows nothing
    assert "<td>Bob</td>" in page  # and is still named for what they wrote


def test_an_admins_part_is_named_by_nobody(house: House, charlie: User) -> None:
    lock_writing(house.tenant, by=charlie, reason="A complaint.")
    page = house.as_owner.get(PATH, {"who": str(charlie.pk)}).text
    assert "Charlie" not in page
    assert "the people who run this place" in page


def test_it_goes_page_by_page(house: House) -> None:
    for number in range(ON_A_PAGE // 2 + 1):
        house.post(title=f"Post {number}", published=True)
    first = house.as_owner.get(PATH).text
    second = house.as_owner.get(PATH, {"page": "2"}).text
    assert first.count("<tr>") == ON_A_PAGE + 1
    assert "Post 0" not in first
    assert "Post 0" in second
    assert house.as_owner.get(PATH, {"page": "x", "who": "x"}).status_code == 200
