"""Erasing somebody's account at once: what goes, what stays, what is in the way."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from inkstead.admin.people_deeds import PEOPLE
from journal.models import AuditEntry
from tenants.actions.close_person import close_person
from tenants.actions.erase_person import erase_person
from tenants.actions.trash_tenant import trash_tenant
from tenants.erasures.hold import may_erase
from tenants.models import State, Tenant
from tests.conftest import Join, MakeBlog
from tests.support.hands import Hands
from tests.support.letters import deliver, html_of

pytestmark = pytest.mark.django_db
WHY = {"reason": "Letter of 12 May, answered from the e-mail."}
SURE = {**WHY, "email": "alice@post.example"}


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", alice, "Alice writes")


@pytest.fixture
def page(alice: User) -> str:
    return f"/admin/people/{alice.pk}/"


def state(tenant: Tenant) -> str:
    tenant.refresh_from_db()
    return str(tenant.state)


def close(person: User) -> None:
    close_person(person, by=None, reason="before")
    deliver()


def test_erasing_says_what_goes_and_what_stays(
    admin: Client, blog: Tenant, alice: User, bob: User, make_blog: MakeBlog, join: Join, page: str
) -> None:
    gone, elsewhere = make_blog("gone", alice, "Gone"), make_blog("bob", bob, "Bob writes")
    join(alice, elsewhere, "author")
    trash_tenant(gone, by=alice, reason="enough")
    User.objects.filter(pk=alice.pk).update(is_active=False)
    form = admin.get(f"{page}erase/").text
    for words in (
        "go into the trash. Hand over",
        "In the trash already",
        "stays there, with its",
        "under e-mails they confirmed",
    ):
        assert words in form
    for name in ("Alice writes", "Gone", "Bob writes"):
        assert name in form


def test_erased_with_one_entry_that_names_the_admin_and_nobody_else(
    admin: Client, ada: User, blog: Tenant, alice: User, page: str
) -> None:
    close(alice)
    shown = admin.post(f"{page}erase/", SURE, follow=True)
    assert not User.objects.filter(pk=alice.pk).exists()
    entry = AuditEntry.objects.get(action="user.erased")
    assert (entry.actor_id, entry.target) == (ada.pk, "")
    assert entry.details["reason"] == WHY["reason"]
    assert not AuditEntry.objects.filter(target=alice.email).exists()
    [letter] = deliver()
    assert letter.to == [alice.email]
    for words in (str(letter.body), html_of(letter)):
        assert "The blogs you did not hand over are in the trash, which is emptied after" in words
    assert shown.status_code == 410
    assert "This account was erased" in shown.text
    assert (
        "Blogs that were theirs went into the trash, which is emptied after 30 days" in shown.text
    )
    assert WHY["reason"] in shown.text


@pytest.mark.parametrize("before", [False, True])
def test_the_last_letter_tells_of_blogs_only_where_some_are_left(
    before: bool, alice: User, make_blog: MakeBlog
) -> None:
    if before:
        trash_tenant(make_blog("alice", alice), by=alice, reason="enough")
    close(alice)
    erase_person(alice, by=None, reason="because", email=alice.email)
    [letter] = deliver()
    for words in (str(letter.body), html_of(letter)):
        assert ("The blogs you did not hand over" in words) == before
        assert "It is gone for good, with your e-mails, sessions and second steps." in words


def test_where_somebody_was_every_address_says_so(
    admin: Client, ada: User, alice: User, page: str
) -> None:
    close(alice)
    erase_person(alice, by=ada, reason="because", email=alice.email)
    before = AuditEntry.objects.count()
    for rest in ("", "archive/file/", *(f"{deed.verb}/" for deed in PEOPLE)):
        for method in ("get", "post") if rest.count("/") == 1 else ("get",):
            answer = getattr(admin, method)(f"{page}{rest}", SURE)
            assert answer.status_code == 410, f"{method} {rest}"
            assert "This account was erased" in answer.text
            assert 'href="/admin/people/"' in answer.text
            assert alice.email not in answer.text
    assert AuditEntry.objects.count() == before
    nobody = "/admin/people/00000000-0000-0000-0000-000000000000/"
    assert admin.get(nobody).status_code == 404
    assert admin.get(f"{nobody}erase/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_erase_once(
    admin: Client, ada: User, alice: User, page: str, blog: Tenant
) -> None:
    close(alice)
    twin = Client(HTTP_HOST=admin.defaults["HTTP_HOST"])
    twin.cookies = admin.cookies
    with Hands(2) as both:
        pressed = [both.submit(one.post, f"{page}erase/", SURE) for one in (admin, twin)]
        codes = sorted(one.result(timeout=60).status_code for one in pressed)
    assert codes in ([302, 410], [302, 422])
    assert AuditEntry.objects.filter(action="user.erased").count() == 1
    assert len(deliver()) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": ""}, "Type an e-mail."),
        ({"email": "bob@post.example"}, "type the e-mail they sign in with, alice@post.example"),
        ({"reason": "alice@post.example wrote."}, "leave their e-mail out of it"),
        ({"reason": "Alice@Post.example wrote."}, "leave their e-mail out of it"),
        ({"reason": " "}, "Say why."),
    ],
)
def test_bad_input_erases_nothing_and_is_kept(
    fields: dict[str, str], sentence: str, admin: Client, blog: Tenant, alice: User, page: str
) -> None:
    close(alice)
    answer = admin.post(f"{page}erase/", {**SURE, **fields})
    assert answer.status_code == 422
    assert sentence in answer.text
    for value in {**SURE, **fields}.values():
        assert value in answer.text
    assert User.objects.filter(pk=alice.pk).exists()


def test_an_open_account_is_closed_first(
    admin: Client, blog: Tenant, alice: User, page: str
) -> None:
    assert 'href="erase/"' not in admin.get(page).text
    answer = admin.post(f"{page}erase/", SURE)
    assert (answer.status_code, state(blog)) == (422, State.READY)
    assert "The account is open. Close it first." in answer.text


def test_nobody_is_erased_whose_blog_is_still_being_made(
    admin: Client, blog: Tenant, alice: User, page: str
) -> None:
    Tenant.objects.filter(pk=blog.pk).update(state=State.PROVISIONING)
    User.objects.filter(pk=alice.pk).update(is_active=False)
    answer = admin.post(f"{page}erase/", SURE)
    assert answer.status_code == 422
    assert "A blog of theirs is still being made. Try again in a minute." in answer.text
    assert User.objects.filter(pk=alice.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_one_erasure_at_a_time(admin: Client, blog: Tenant, alice: User, page: str) -> None:
    close(alice)
    with Hands(1) as another, transaction.atomic():
        assert may_erase()
        answer = another.submit(admin.post, f"{page}erase/", SURE).result(timeout=60)
    assert answer.status_code == 422
    assert "Somebody else is being erased, or a blog read back, just now." in answer.text
    assert User.objects.filter(pk=alice.pk).exists()
