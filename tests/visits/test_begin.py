"""From a reason given in the admin to the studio: who gets in, as whom, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Session, User
from journal.models import AuditEntry
from tenants.actions.ask_visit import ask_visit
from tenants.actions.change import Refused
from tenants.models import Tenant
from tenants.visits.models import LIFE, Visit
from tests.blog.studio.conftest import House
from tests.conftest import BlogClient, Join, MakeUser
from tests.support.handoff import path_of, target_of
from tests.support.letters import deliver
from tests.support.visits import go_in

pytestmark = pytest.mark.django_db


def enter(admin: Client, tenant: Tenant, **fields: str) -> Visit:
    data = {"person": "alice@post.example", "reason": "A picture does not show."} | fields
    answer = admin.post(f"/admin/blogs/{tenant.pk}/enter/", data)
    assert answer.status_code == 302, answer.content.decode()
    return Visit.objects.get(pk=answer["Location"].split("/")[-2])


def test_from_the_blogs_page_to_the_studio_and_what_is_said_there(
    admin: Client, ada: User, house: House, alice: User
) -> None:
    visit = enter(admin, house.tenant)
    page = admin.get(f"/admin/visits/{visit.pk}/").content.decode()
    assert f"/login/?visit={visit.pk}" in page
    blog = go_in(admin, house.client(), visit)
    page = blog.get("/studio/posts/").content.decode()
    assert "<strong>Ada</strong> is here as <strong>Alice</strong>" in page
    row = Session.objects.get(tenant_id=house.tenant.pk, user=ada)
    assert (row.user, row.parent_id) == (ada, admin.cookies[settings.SESSION_COOKIE_NAME].value)
    visit.refresh_from_db()
    assert visit.begun_at and visit.ends_at == visit.begun_at + LIFE
    said = AuditEntry.objects.filter(action__startswith="visit.").order_by("at")
    assert [one.action for one in said] == ["visit.asked", "visit.began", "visit.request"]
    assert {one.actor_id for one in said} == {ada.pk}
    assert {one.details["on_behalf_of"] for one in said} == {str(alice.pk)}


def test_a_person_s_page_leads_there_too(admin: Client, house: House, alice: User) -> None:
    data = {"blog": "alice.inkstead.localhost", "reason": "because", "may_change": "on"}
    answer = admin.post(f"/admin/people/{alice.pk}/enter-as/", data)
    visit = Visit.objects.get()
    assert answer["Location"] == f"/admin/visits/{visit.pk}/"
    assert (visit.tenant, visit.person, visit.may_change) == (house.tenant, alice, True)


def test_the_second_factor_is_asked_for_once_more_when_it_was_long_ago(
    admin: Client, house: House
) -> None:
    path = f"/admin/blogs/{house.tenant.pk}/enter/"
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        assert admin.get("/admin/blogs/").status_code == 200
        for answer in (admin.get(path), admin.post(path, {"reason": "because"})):
            assert answer["Location"].startswith("/accounts/second/again/?next=")
    assert not Visit.objects.exists()


def test_nobody_enters_as_an_admin_nor_as_a_closed_account_nor_as_an_outsider(
    admin: Client, ada: User, house: House, bob: User, charlie: User, join: Join,
    user_factory: MakeUser,
) -> None:  # fmt: skip
    root = user_factory("root@post.example", is_superuser=True)
    for person in (ada, bob, root):
        join(person, house.tenant, "author")
    User.objects.filter(pk=bob.pk).update(is_active=False)
    form = admin.get(f"/admin/blogs/{house.tenant.pk}/enter/").content.decode()
    for person in (ada, bob, charlie, root):
        person.refresh_from_db()
        assert f'value="{person.email}"' not in form
        data = {"person": person.email, "reason": "because"}
        assert admin.post(f"/admin/blogs/{house.tenant.pk}/enter/", data).status_code == 422
        with pytest.raises(Refused):
            ask_visit(house.tenant, person=person, by=ada, reason="because")
    assert admin.get(f"/admin/people/{ada.pk}/").content.decode().count("enter-as/") == 0


def test_who_is_no_admin_asks_in_vain(house: House, alice: User, bob: User) -> None:
    with pytest.raises(Refused):
        ask_visit(house.tenant, person=alice, by=bob, reason="because")


def test_the_door_is_the_asking_admins_alone_and_for_five_minutes(
    admin: Client, house: House, asked: Callable[..., Visit], platform_client: BlogClient,
    user_factory: MakeUser,
) -> None:  # fmt: skip
    visit = asked()
    start = path_of(target_of(house.client().get("/login/", {"visit": str(visit.pk)})))  # type: ignore[arg-type]
    other = user_factory("other@post.example", is_staff=True)
    for stranger in (platform_client(other), platform_client(house.owner)):
        assert stranger.get(start).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        assert admin.get(start).status_code == 404
    assert admin.get(start).status_code == 200


def test_it_begins_once(admin: Client, house: House, asked: Callable[..., Visit]) -> None:
    visit = asked()
    start = path_of(target_of(house.client().get("/login/", {"visit": str(visit.pk)})))  # type: ignore[arg-type]
    go_in(admin, house.client(), visit)
    assert admin.get(start).status_code == 404


def test_what_changed_since_it_was_asked_for_keeps_the_door_shut(
    admin: Client, ada: User, house: House, asked: Callable[..., Visit]
) -> None:
    visit, blog = asked(), house.client()
    start = path_of(target_of(blog.get("/login/", {"visit": str(visit.pk)})))  # type: ignore[arg-type]
    code = target_of(admin.get(start)).partition("code=")[2]  # type: ignore[arg-type]
    User.objects.filter(pk=house.owner.pk).update(is_staff=True)
    assert blog.get("/handoff/", {"code": code}).status_code == 403
    assert not Session.objects.filter(tenant_id=house.tenant.pk, user=ada).exists()
    assert blog.get("/studio/posts/").status_code == 302


def test_the_person_and_the_owner_get_a_letter(
    ada: User, house: House, bob: User, join: Join, visiting: Callable[..., Client]
) -> None:
    join(bob, house.tenant, "author")
    visit = visiting(bob).visit  # type: ignore[attr-defined]
    deliver()
    letters = {letter.to[0]: letter for letter in mail.outbox if "because" in letter.body}
    assert letters.keys() == {"alice@post.example", "bob@post.example"}
    assert "entered the studio of Marginalia as you" in letters["bob@post.example"].body
    assert "entered the studio of Marginalia as Bob" in letters["alice@post.example"].body
    assert f"/studio/visits/{visit.pk}/" in letters["alice@post.example"].body


def test_it_is_a_session_of_its_own_on_one_blogs_host(
    house: House, visiting: Callable[..., Client], make_blog: Callable[..., Tenant]
) -> None:
    other = make_blog("other", house.owner)
    client = visiting()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    for host, path in (
        (settings.PLATFORM_HOST, "/accounts/"),
        (settings.PLATFORM_HOST, "/blogs/"),
        (other.domains.get().domain, "/studio/posts/"),
    ):
        elsewhere = Client(HTTP_HOST=host)
        elsewhere.cookies[settings.SESSION_COOKIE_NAME] = cookie
        answer = elsewhere.get(path)
        assert answer.status_code == 302
        assert "/login/" in urlsplit(answer["Location"]).path


def test_a_blogs_host_has_no_account_pages_on_a_visit_either(
    visiting: Callable[..., Client],
) -> None:
    client = visiting(may_change=True)
    for path in ("/accounts/", "/accounts/password/change/", "/accounts/second/", "/admin/"):
        assert client.get(path).status_code == 404


def test_the_database_knows_the_half_hour(asked: Callable[..., Visit]) -> None:
    visit, now = asked(), timezone.now()
    with pytest.raises(IntegrityError, match="visit_at_most_30_minutes"), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(
            begun_at=now, ends_at=now + LIFE + timedelta(seconds=1)
        )
