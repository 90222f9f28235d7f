"""What a visit may ask for: one wall for every view, and every request written down."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db import InternalError, connection
from django.test import Client

from accounts.models import User
from blog.actions.create_post import create_post
from blog.actions.inputs import PostInput
from blog.actions.make_preview_link import make_preview_link
from blog.contact.models import Message
from blog.models import Post
from journal import audit
from journal.models import AuditEntry
from tenants.actions.invite_member import invite_member
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.db.scope import looking_only, tenant_transaction
from tenants.history import ON_A_PAGE
from tenants.models import Tenant
from tenants.team.tokens import url_of
from tenants.visits.models import Visit
from tests.blog.studio.conftest import House, typed
from tests.blog.studio.test_access import ENDPOINTS, path  # noqa: F401  # a fixture
from tests.blog.studio.test_locked import everything
from tests.blog.studio.test_post_words import send
from tests.conftest import Join, MakeBlog
from tests.isolation.examples import BLOG, endpoints
from tests.support.visits import visit_client

UNSAFE = ("PUT", "PATCH", "DELETE", "TRACE", "MADE-UP")


@pytest.mark.django_db
def test_to_look_is_to_look_whatever_the_address_and_the_method(
    house: House,
    path: Callable[[str], str],  # noqa: F811
    visiting: Callable[..., Client],
) -> None:
    client = visiting()
    before = everything(house)[0]
    ways = {e.path for e in endpoints("inkstead.urls.blog", BLOG)} - {"/logout/"}
    ways |= {path(name) for name in ENDPOINTS}
    tries = [("POST", way) for way in sorted(ways)]
    tries += [(method, way) for method in UNSAFE for way in ("/", "/studio/posts/new/", "/x/")]
    for method, way in tries:
        answer = client.generic(method, way)
        assert answer.status_code == 403, (method, way)
        assert "Nothing was changed" in answer.content.decode()
    assert everything(house)[0] == before
    assert client.get("/studio/posts/").status_code == 200, "nor did it end the visit"


@pytest.mark.django_db
def test_what_was_typed_is_shown_again_and_scripts_hear_the_sentence(
    visiting: Callable[..., Client],
) -> None:
    client = visiting()
    page = client.post("/studio/posts/new/", typed(content="A line that somebody wrote", do="save"))
    assert "\nA line that somebody wrote</textarea>" in page.content.decode()
    said = client.post("/studio/media/add/", headers={"Accept": "application/json"})
    assert "Nothing was changed" in json.loads(said.content)["error"]


@pytest.mark.django_db
def test_when_asked_for_things_change_as_the_admins_act_on_the_persons_behalf(
    house: House, ada: User, alice: User, visiting: Callable[..., Client]
) -> None:
    client = visiting(may_change=True)
    assert client.post("/studio/posts/new/", typed(title="Salt", do="save")).status_code == 302
    assert house.only().created_by_id == alice.pk
    entry = AuditEntry.objects.get(action="post.created", details__has_key="visit")
    visit = Visit.objects.get()
    assert entry.actor_id == ada.pk
    assert entry.details["on_behalf_of"] == str(alice.pk)
    assert entry.details["visit"] == str(visit.pk)


@pytest.mark.django_db
def test_the_team_and_the_persons_own_are_never_changed(
    house: House, alice: User, visiting: Callable[..., Client]
) -> None:
    client = visiting(may_change=True)
    invite = {"email": "ada@post.example", "role": "admin", "do": "letter"}
    for way in [e.path for e in endpoints("inkstead.urls.blog", BLOG)]:
        if way.startswith(("/studio/team/", "/studio/passkey/")):
            assert client.post(way, invite).status_code == 403, way
    alice.refresh_from_db()
    assert alice.offer_passkey
    assert not house.tenant.invitations.exists()


@pytest.mark.django_db
def test_no_link_by_which_one_could_stay_is_told_or_made(
    house: House, visiting: Callable[..., Client]
) -> None:
    invite_member(house.tenant.pk, role="editor", email="", by=house.owner)
    link = url_of(house.tenant.invitations.get().pk)
    assert link in house.as_owner.get("/studio/team/").content.decode()
    client = visiting(may_change=True)
    assert link not in client.get("/studio/team/").content.decode()
    post = house.post()
    assert client.post(f"/studio/posts/{post.pk}/links/", {"days": "7"}).status_code == 403


@pytest.mark.django_db
def test_what_is_kept_by_itself_is_the_admins_act_too(
    house: House, ada: User, visiting: Callable[..., Client]
) -> None:
    post = house.post()
    way = f"/studio/posts/{post.pk}/words/"
    assert send(visiting(may_change=True), way, content="Another's.").status_code == 200
    entry = AuditEntry.objects.get(action="post.updated", details__has_key="visit")
    assert entry.actor_id == ada.pk


@pytest.mark.django_db
def test_it_ends_when_the_blog_is_closed(house: House, visiting: Callable[..., Client]) -> None:
    client = visiting()
    suspend_tenant(house.tenant, by=None, reason="because")
    client.get("/studio/posts/")
    assert Visit.objects.get().end_reason == "changed"


@pytest.mark.django_db
def test_every_request_is_written_down_without_bodies_and_questions(
    ada: User, visiting: Callable[..., Client]
) -> None:
    client = visiting()
    client.get("/studio/posts/?q=secret")
    client.post("/studio/posts/new/", typed(title="secret"))
    client.get("/studio/posts/999999/edit/")
    client.get("/")
    noted = AuditEntry.objects.filter(action="visit.request").order_by("at")
    assert [(n.details["method"], n.target, n.details["status"]) for n in noted] == [
        ("GET", "/studio/posts/", 200),
        ("POST", "/studio/posts/new/", 403),
        ("GET", "/studio/posts/999999/edit/", 404),
        ("GET", "/", 200),
    ]
    assert {n.actor_id for n in noted} == {ada.pk}
    assert all("secret" not in f"{n.target} {n.details}" for n in noted)


@pytest.mark.django_db
def test_a_token_in_an_address_is_not_written_down(
    house: House, visiting: Callable[..., Client]
) -> None:
    with house.inside():
        post = create_post(by=house.owner, data=PostInput(title="Salt", content="Two kinds."))
        _link, token = make_preview_link(post, by=house.owner, days=7)
    assert visiting().get(f"/preview/{token}/").status_code == 200
    assert AuditEntry.objects.get(action="visit.request").target == "/preview/…/"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_auditentry a WHERE strpos(a::text, %s) > 0",
                       [token])  # fmt: skip
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_all_of_it_is_told_page_by_page(
    admin: Client, ada: User, house: House, visiting: Callable[..., Client]
) -> None:
    visit = visiting().visit  # type: ignore[attr-defined]
    for number in range(ON_A_PAGE * 5):
        audit.record("visit.request", by=ada.pk, tenant_id=house.tenant.pk, visit=visit.pk,
                     target=f"/page-{number:03}/", method="GET", status=200)  # fmt: skip
    for client, way in (
        (admin, f"/admin/visits/{visit.pk}/"),
        (house.as_owner, f"/studio/visits/{visit.pk}/"),
    ):
        newest = client.get(way).content.decode()
        assert ("/page-249/" in newest, "/page-000/" in newest) == (True, False)
        assert "1–50 of 250" in newest
        assert "/page-000/" in client.get(way, {"page": "5"}).content.decode()


@pytest.mark.django_db
def test_every_page_says_who_as_whom_and_until_when(
    house: House, visiting: Callable[..., Client]
) -> None:
    post = house.post(published=True)
    client = visiting()
    for way in (
        "/", post.get_absolute_url(), "/nothing/", "/studio/posts/", "/studio/settings/",
        f"/studio/posts/{post.pk}/edit/", "/studio/posts/999999/edit/",
    ):  # fmt: skip
        page = client.get(way).content.decode()
        assert "is here as <strong>Alice</strong>" in page, way
        assert "End the visit" in page, way
    assert "is here as" not in house.client().get("/").content.decode()
    assert "is here as" not in house.as_owner.get("/").content.decode()


@pytest.mark.django_db
def test_a_visitor_has_the_persons_role_and_sees_no_other_blog_of_theirs(
    house: House, bob: User, join: Join, make_blog: MakeBlog, visiting: Callable[..., Client]
) -> None:
    make_blog("elsewhere", bob, "Elsewhere")
    join(bob, house.tenant, "author")
    client = visiting(bob)
    assert client.get("/studio/settings/").status_code == 403
    assert "Elsewhere" not in client.get("/studio/posts/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_postgres_refuses_as_well_and_every_page_can_be_looked_at(
    house: House,
    path: Callable[[str], str],  # noqa: F811
    visiting: Callable[..., Client],
) -> None:
    with pytest.raises(InternalError, match="read-only transaction"):
        write_while_looking(house.tenant)
    client = visiting()
    for name, (_path, _low, methods) in ENDPOINTS.items():
        if "GET" in methods:
            assert client.get(path(name)).status_code < 500, name
    with house.inside():
        assert Message.objects.get().read_at is None, "an admin's look is not the person's"


def write_while_looking(tenant: Tenant) -> None:
    with looking_only(True), tenant_transaction(tenant):
        Post.objects.create(title="x", slug="x", content="x")


@pytest.mark.django_db
def test_without_the_visit_an_admins_session_has_no_part_in_the_blog(
    house: House, visiting: Callable[..., Client]
) -> None:
    client = visiting()
    session = client.session
    del session["visit"]
    session.save()
    assert client.get("/studio/posts/").status_code == 404


@pytest.mark.django_db
def test_a_form_from_elsewhere_ends_no_visit(visiting: Callable[..., Client]) -> None:
    client = visit_client(visiting().visit)  # type: ignore[attr-defined]
    client.handler.enforce_csrf_checks = True
    client.get("/studio/posts/")
    answer = client.post("/logout/", headers={"sec-fetch-site": "same-site"})
    assert answer.status_code == 403
    assert Visit.objects.get().ended_at is None
