"""What was done to a blog and on it, as its owner and admins read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from journal import audit
from journal.models import AuditEntry
from journal.on_behalf import OnBehalf, on_behalf
from tenants.actions.add_member import add_member
from tenants.actions.ask_visit import ask_visit
from tenants.actions.begin_visit import begin_visit
from tenants.actions.change_plan import change_plan
from tenants.actions.change_role import change_role
from tenants.actions.end_visit import end_visit
from tenants.actions.hand_over import LEAVES, hand_over
from tenants.actions.invite_member import invite_member
from tenants.actions.lock_writing import lock_writing
from tenants.actions.rename_tenant import rename_tenant
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.set_house import set_switch
from tenants.actions.set_listing import set_listing
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.history import (
    BY_ADMINS,
    BY_ITS_PEOPLE,
    OF_WRITERS,
    ON_A_PAGE,
    WORDS,
    history_of,
)
from tenants.models import Membership, Tenant
from tenants.plans.models import Plan
from tenants.visits.models import Ended
from tests.blog.studio.conftest import House
from tests.conftest import Join, MakeUser
from tests.support.admin import admin_client
from tests.support.tokens import without_tokens

pytestmark = pytest.mark.django_db

PATH = "/studio/settings/history/"


@pytest.fixture
def ada(user_factory: MakeUser) -> User:
    """A platform admin."""
    return user_factory("ada@post.example", name="Ada", is_staff=True, is_superuser=True)


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


def test_of_a_hand_over_it_names_both_owners_as_long_as_they_are_known(
    house: House, ada: User, alice: User, charlie: User
) -> None:
    admin = admin_client(ada)
    hand_over(house.tenant, by=None, reason="They asked.", email=charlie.email)
    hand_over(house.tenant, by=None, reason="Undone.", email=alice.email, stays_as=LEAVES)
    page = house.as_owner.get(PATH).text
    assert "<bdi>Alice</bdi> → <bdi>Charlie</bdi>" in page
    assert "<bdi>Charlie</bdi> → <bdi>Alice</bdi>" in page
    entry = AuditEntry.objects.filter(action="tenant.handed_over").latest("at")
    assert charlie.email in admin.get(f"/admin/audit/{entry.pk}/").text
    charlie.delete()
    assert "<bdi>somebody who is not here any more</bdi> → " in house.as_owner.get(PATH).text
    assert str(alice.email) in admin.get(f"/admin/audit/{entry.pk}/").text


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
    assert "Hers" not in without_tokens(his)
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


def test_whoever_is_on_the_team_and_acts_as_an_admin_is_not_named_for_that(
    house: House, ada: User, join: Join
) -> None:
    join(ada, house.tenant, "editor")
    admin = admin_client(ada)
    house.post(by=ada, title="Hers")
    for verb in ("suspend", "resume", "delete"):
        data = {"reason": f"{verb} it", "ground": "rules"}
        assert admin.post(f"/admin/blogs/{house.tenant.pk}/{verb}/", data).status_code == 302, verb
    restore_tenant(house.tenant, by=None, reason="to look")
    said = {told.reason or told.what: told.who for told in history_of(house.tenant.pk).told}
    for verb in ("suspend", "resume", "delete"):
        assert said[f"{verb} it"] == "the people who run this place", verb
    assert said["Hers"] == "Ada"
    hers = history_of(house.tenant.pk, who=str(ada.pk)).told
    assert [told.what for told in hers] == ["Hers"]


def test_nor_for_what_she_did_on_a_visit(house: House, ada: User, bob: User, join: Join) -> None:
    for person in (ada, bob):
        join(person, house.tenant, "author")
    visit = ask_visit(house.tenant, person=bob, by=ada, reason="because", may_change=True)
    assert begin_visit(visit.pk, by=ada, session_key="of hers")
    with on_behalf(OnBehalf(actor=ada.pk, of=bob.pk, visit=visit.pk)):
        house.post(by=bob, title="His")
    end_visit(visit, why=Ended.OBJECTED, by=bob)
    told = history_of(house.tenant.pk).told
    assert [one.who for one in told if one.what == "His"] == ["the people who run this place"]
    assert "Ada" not in {one.who for one in told}
    ended = history_of(house.tenant.pk, who=str(bob.pk)).told
    assert [(one.words, one.who) for one in ended] == [
        ("Left the studio, where they were as somebody of the team", "Bob")
    ]


def test_what_the_team_did_with_itself_is_theirs_after_they_left(
    house: House, bob: User, charlie: User, join: Join
) -> None:
    join(bob, house.tenant, "admin")
    bob.email_confirmed_at = timezone.now()
    bob.save(update_fields=["email_confirmed_at"])
    add_member(house.tenant.pk, user=charlie, role="author", by=bob)
    change_role(house.tenant.pk, user_id=charlie.pk, role="editor", by=bob)
    invite_member(house.tenant.pk, role="author", email="dora@post.example", by=bob)
    set_listing(house.tenant, by=bob, listed=True)
    audit.record("domain.added", by=bob.pk, tenant_id=house.tenant.pk, domain="salt.example")
    Membership.objects.filter(user__in=[bob, charlie]).delete()
    told = {one.words: one for one in history_of(house.tenant.pk).told}
    for words, what in (
        ("Joined the team", charlie.email),
        ("Changed a role", charlie.email),
        ("Invited somebody", "dora@post.example"),
        ("Asked to be in discover", ""),
        ("Added a domain", "salt.example"),
    ):
        assert (told[words].who, told[words].what) == ("Bob", what), words
    assert told["Changed a role"].changes == [("Author", "Editor")]


def test_a_plan_and_a_feature_are_told(house: House, charlie: User) -> None:
    change_plan(house.tenant, by=charlie, reason="They asked.", plan=Plan.objects.create(name="L"))
    off: dict[str, Any] = {"name": "domains", "on": False, "tenant": house.tenant}
    set_switch(by=charlie, reason="A fault.", **off)
    page = house.as_owner.get(PATH).text
    assert "<bdi>L</bdi>" in page
    assert "Domains of blogs’ own: off" in page


def test_every_act_that_is_told_is_somebodys(house: House) -> None:
    """New words have to be said whose they are; what both do tells it by itself."""
    both = {"tenant.renamed", "tenant.trashed", "tenant.restored", "tenant.backup_asked"}
    nobody = {"tenant.swept"}
    told = {one for one in WORDS if one.partition(".")[0] not in OF_WRITERS}
    assert told == BY_ADMINS | BY_ITS_PEOPLE | both | nobody


def test_it_goes_page_by_page(house: House) -> None:
    for number in range(ON_A_PAGE // 2 + 1):
        house.post(title=f"Post {number}", published=True)
    first = house.as_owner.get(PATH).text
    second = house.as_owner.get(PATH, {"page": "2"}).text
    assert first.count("<tr>") == ON_A_PAGE + 1
    assert "Post 0" not in first
    assert "Post 0" in second
    assert house.as_owner.get(PATH, {"page": "x", "who": "x"}).status_code == 200
