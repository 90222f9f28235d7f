"""Places on the team, domains and letters: each held where the blog's row is."""

from __future__ import annotations

from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import connection

from accounts.models import User
from blog.contact.actions.keep_message import keep_message
from blog.contact.models import Message
from kit.letterbox.letter import Letter
from tenants.actions.accept_invitation import InvitationRefused, Refused, accept_invitation
from tenants.actions.add_domain import add_domain
from tenants.actions.add_member import add_member
from tenants.actions.change import Refused as ChangeRefused
from tenants.actions.invite_member import invite_member
from tenants.actions.remove_domain import remove_domain, restore_domain
from tenants.actions.team import Problem, TeamError
from tenants.db.scope import tenant_transaction
from tenants.models import Membership, Tenant, TenantStats
from tenants.plans.letters import letters_in, take_letter
from tests.conftest import BlogClient, Join, MakeUser
from tests.plans.conftest import put_on
from tests.support.hands import Hands
from tests.support.letters import deliver

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_of_many_who_join_at_once_no_more_come_in_than_there_are_places(
    tenant: Tenant, alice: User, user_factory: MakeUser
) -> None:
    people = [user_factory(f"mate{n}@post.example") for n in range(6)]
    links = [invite_member(tenant.pk, role="author", by=alice) for _ in people]
    tenant = put_on(tenant, people=3)
    start = Barrier(len(people), timeout=60)

    def join(one: int) -> bool:
        try:
            connection.ensure_connection()
            start.wait()
            accept_invitation(links[one].pk, by=people[one])
        except InvitationRefused as refused:
            assert refused.why is Refused.FULL
            return False
        return True

    with Hands(len(people)) as hands:
        assert sum(hands.map(join, range(len(people)))) == 2
    assert Membership.objects.filter(tenant=tenant).count() == 3


def test_open_invitations_take_places(tenant: Tenant, alice: User) -> None:
    put_on(tenant, people=2)
    invite_member(tenant.pk, role="author", by=alice)
    with pytest.raises(TeamError) as caught:
        invite_member(tenant.pk, role="author", by=alice)
    assert caught.value.problem is Problem.FULL


def test_a_smaller_plan_removes_nobody(tenant: Tenant, alice: User, bob: User, join: Join) -> None:
    join(bob, tenant, "editor")
    put_on(tenant, people=1)
    assert Membership.objects.filter(tenant=tenant).count() == 2


def test_nobody_is_brought_back_onto_a_full_team(tenant: Tenant, alice: User, bob: User) -> None:
    put_on(tenant, people=1)
    with pytest.raises(TeamError) as caught:
        add_member(tenant.pk, user=bob, role="editor", by=alice)
    assert caught.value.problem is Problem.FULL


def test_the_page_of_an_invitation_says_that_there_is_no_place(
    tenant: Tenant, alice: User, bob: User, platform_client: BlogClient
) -> None:
    from tenants.team.tokens import token_of

    link = invite_member(tenant.pk, role="author", by=alice)
    put_on(tenant, people=1)
    page = platform_client(bob).get(f"/invitations/{token_of(link.pk)}/")
    assert page.status_code == 410
    assert "has no place left" in page.content.decode()


def test_domains_up_to_the_number_and_removing_one_makes_room(tenant: Tenant, alice: User) -> None:
    tenant = put_on(tenant, domains=1)
    claim = add_domain(tenant, by=alice, domain="one.example.com")
    with pytest.raises(ChangeRefused, match="room for 1 domain"):
        add_domain(tenant, by=alice, domain="two.example.com")
    remove_domain(tenant, claim.pk, by=alice)
    add_domain(tenant, by=alice, domain="two.example.com")
    with pytest.raises(ChangeRefused):
        restore_domain(tenant, claim.pk, by=alice)


def arrived(tenant: Tenant, text: str) -> Message | None:
    letter = Letter(name="Dora", email="dora@post.example", text=text, spam=False)
    with tenant_transaction(tenant):
        return keep_message(letter)


def test_messages_arrive_when_the_letters_about_them_are_used_up(tenant: Tenant) -> None:
    put_on(tenant, letters=1)
    arrived(tenant, "One")
    arrived(tenant, "Two")
    assert len(deliver()) == 1
    with tenant_transaction(tenant):
        assert Message.objects.all().inbox().count() == 2


def test_an_invitation_by_letter_is_refused_and_a_link_is_not(tenant: Tenant, alice: User) -> None:
    put_on(tenant, letters=0)
    with pytest.raises(TeamError) as caught:
        invite_member(tenant.pk, role="author", email="dora@post.example", by=alice)
    assert caught.value.problem is Problem.LETTERS_USED
    assert invite_member(tenant.pk, role="author", by=alice)


def test_a_new_month_begins_at_nothing(tenant: Tenant) -> None:
    tenant = put_on(tenant, letters=1)
    with time_machine.travel("2031-01-31T23:59:00Z", tick=False):
        assert take_letter(tenant)
        assert not take_letter(tenant)
        assert letters_in(TenantStats.objects.get(pk=tenant.pk)) == 1
    with time_machine.travel("2031-02-01T00:00:01Z", tick=False):
        assert letters_in(TenantStats.objects.get(pk=tenant.pk)) == 0
        assert take_letter(tenant)


@pytest.mark.django_db(transaction=True)
def test_letters_at_once_are_not_more_than_there_are(tenant: Tenant) -> None:
    tenant = put_on(tenant, letters=5)

    def send(_one: int) -> bool:
        return take_letter(tenant)

    with Hands(8) as hands:
        assert sum(hands.map(send, range(24))) == 5


def test_without_a_plan_nothing_is_limited(tenant: Tenant, alice: User) -> None:
    Tenant.objects.filter(pk=tenant.pk).update(plan=None)
    tenant.refresh_from_db()
    limits: dict[str, Any] = {name: getattr(tenant.limits, name) for name in ("posts", "people")}
    assert limits == {"posts": None, "people": None}
    assert take_letter(tenant)
