"""What admins did to a blog, as its people read it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tenants.actions.lock_writing import lock_writing
from tenants.actions.rename_tenant import rename_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.models import Tenant
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
