"""One form, and somebody has a blog."""

from __future__ import annotations

import html
import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client, override_settings

from accounts.models import Session, User
from journal.models import AuditEntry, PlatformWork
from tenants.models import ContentVersion, Domain, Membership, State, Tenant, TenantStats
from tests.conftest import BlogClient, MakeBlog
from tests.support.letters import deliver, links
from tests.support.sign_up import TOMAS

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(platform_client: BlogClient) -> Client:
    return platform_client()


def words(response: object) -> str:
    return html.unescape(response.content.decode())  # type: ignore[attr-defined]


def nothing_was_made() -> bool:
    return not (Tenant.objects.exists() or User.objects.exists() or deliver())


def test_the_form_is_there_with_four_fields(stranger: Client) -> None:
    response = stranger.get("/signup/")
    assert response.status_code == 200
    names = re.findall(r'<input[^>]* name="(\w+)"', response.content.decode())
    unseen = {"csrfmiddlewaretoken", "next", "stamp", "website"}
    assert [name for name in names if name not in unseen] == list(TOMAS)[:4]
    assert "no-store" in response["Cache-Control"]


def test_the_front_page_may_bring_an_address_along(stranger: Client) -> None:
    assert 'value="nightferry"' in words(stranger.get("/signup/?address=nightferry"))


def test_it_makes_an_account_and_a_blog(stranger: Client) -> None:
    response = stranger.post("/signup/", TOMAS)
    tenant = Tenant.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/blogs/{tenant.id}/opening/")
    user = User.objects.get()
    assert (user.email, user.email_confirmed) == (TOMAS["email"], False)
    assert user.check_password(TOMAS["password"])
    assert (tenant.name, tenant.state) == ("Night Ferry", State.PROVISIONING)
    domain = Domain.objects.get()
    assert domain.domain == f"nightferry.{settings.BLOGS_DOMAIN}"
    membership = Membership.objects.get()
    assert (membership.user, membership.tenant, membership.role) == (user, tenant, "owner")
    assert ContentVersion.objects.filter(tenant=tenant).exists()
    assert TenantStats.objects.filter(tenant=tenant).exists()
    address = EmailAddress.objects.get()
    assert (address.user, address.primary, address.verified) == (user, True, False)
    assert set(AuditEntry.objects.values_list("action", "actor_id")) >= {
        ("user.signed_up", user.id),
        ("tenant.created", user.id),
    }


def test_one_is_signed_in_at_once(stranger: Client) -> None:
    stranger.get("/signup/")
    before = stranger.cookies[settings.SESSION_COOKIE_NAME].value
    stranger.post("/signup/", TOMAS)
    session = Session.objects.get(user=User.objects.get())
    assert session.host == settings.PLATFORM_HOST
    assert session.pk != before
    assert stranger.get("/blogs/").status_code == 200


def test_a_letter_asks_for_a_yes_and_nothing_waits_for_it(stranger: Client) -> None:
    stranger.post("/signup/", TOMAS, HTTP_HOST=f"{settings.PLATFORM_HOST}:666")
    (letter,) = deliver()
    assert letter.to == [TOMAS["email"]]
    assert letter.subject == "Confirm your e-mail for Night Ferry"
    assert f"nightferry.{settings.BLOGS_DOMAIN}" in str(letter.body)
    for link in links(letter):
        assert link.startswith(f"http://{settings.PLATFORM_HOST}/"), link
    confirm = next(link for link in links(letter) if "confirm-email" in link)
    stranger.post(confirm)
    assert User.objects.get().email_confirmed


def test_the_email_is_kept_in_lower_case(stranger: Client) -> None:
    stranger.post("/signup/", TOMAS | {"email": " Tomas.Reis@POST.example "})
    assert User.objects.get().email == TOMAS["email"]


def test_an_address_may_be_typed_as_people_type_it(stranger: Client) -> None:
    stranger.post("/signup/", TOMAS | {"address": f" NightFerry.{settings.BLOGS_DOMAIN} "})
    assert Domain.objects.get().domain == f"nightferry.{settings.BLOGS_DOMAIN}"


ERRORS = [
    ("email", "", "Your e-mail is missing: it is how you sign in."),
    ("email", "tomas", "That is no e-mail address yet."),
    ("email", "a\0b@post.example", "Null characters are not allowed."),
    ("email", "😀@post.example", "That is no e-mail address yet."),
    ("email", "tomas@post.example\u200b", "That is no e-mail address yet."),
    ("email", "tomas@post.example\u202e", "That is no e-mail address yet."),
    ("email", "x" * 300 + "@post.example", "That is too long for an e-mail address."),
    ("password", "", "Choose a password."),
    ("password", "ferry", "5 characters are too short. 12 or more, please; a sentence is fine."),
    ("password", "tomas.reis@post.example", "That is too close to your e-mail or name."),
    ("password", "password1234", "Too many people use that password"),
    ("password", "x" * 1001, "That is too long: 1000 characters at most."),
    ("password", "\0" * 20, "Null characters are not allowed."),
    ("name", "", "Give the blog a name."),
    ("name", "   ", "Give the blog a name."),
    ("name", "x" * 121, "A name has at most 120 characters."),
    ("name", "x" * 1_000_000, "A name has at most 120 characters."),
    ("name", "Night\0Ferry", "can’t be shown (U+0000)."),
    ("name", "Night\x07Ferry", "can’t be shown (U+0007)."),
    ("address", "", "Choose an address."),
    ("address", "ab", "An address has at least three letters or digits."),
    ("address", "x" * 64, "An address has at most 63 letters or digits."),
    ("address", "x" * 1_000_000, "An address has at most 63 letters or digits."),
    ("address", "night ferry", "An address has only the letters a to z, digits and hyphens."),
    ("address", "n\0ight", "Null characters are not allowed."),
    ("address", "夜行", "An address has only the letters a to z, digits and hyphens."),
    ("address", "-ferry", "An address begins and ends with a letter or a digit."),
    ("address", "xn--ferry", "two hyphens as its third and fourth character"),
    ("address", "admin", "admin is kept for the platform"),
    ("address", "adm1n", "adm1n is kept for the platform"),
]


@pytest.mark.parametrize(("field", "typed", "sentence"), ERRORS)
def test_what_is_wrong_is_said_by_the_field_and_input_is_kept(
    stranger: Client, field: str, typed: str, sentence: str
) -> None:
    response = stranger.post("/signup/", TOMAS | {field: typed})
    page = words(response)
    assert response.status_code == 200
    assert "One thing to change before we can go on" in page
    assert f'href="#id_{field}"' in page
    error = page.split(f'id="id_{field}_error"', 1)[1].split("</div>", 1)[0]
    assert sentence in error
    control = re.search(rf'<input[^>]*\bid="id_{field}"[^>]*>', page)
    assert control
    assert 'aria-invalid="true"' in control[0]
    for name, value in TOMAS.items():
        if name not in {field, "password"}:
            assert f'name="{name}" value="{value}"' in page
    assert TOMAS["password"] not in page
    assert nothing_was_made()


def test_two_things_wrong_are_counted_and_both_named(stranger: Client) -> None:
    page = words(stranger.post("/signup/", TOMAS | {"password": "ferry", "address": "www"}))
    assert "Two things to change before we can go on" in page
    assert "<title>Error:" in page


@pytest.mark.parametrize("taken", ["nightferry", "night-ferry", "n1ghtferry"])
def test_a_taken_address_or_a_look_alike_is_refused_with_three_that_are_free(
    stranger: Client, make_blog: MakeBlog, taken: str
) -> None:
    make_blog(taken)
    before = Tenant.objects.count()
    response = stranger.post("/signup/", TOMAS)
    page = words(response)
    assert "Someone writes at nightferry already" in page
    free = re.findall(r'name="take" value="([^"]+)"', page)
    assert len(free) == 3
    assert len(set(free)) == 3
    assert Tenant.objects.count() == before
    for address in free:
        answer = stranger.get("/signup/address/", {"address": address}).json()
        assert answer["ok"], address


def test_pressing_a_suggestion_is_signing_up_with_it(stranger: Client, make_blog: MakeBlog) -> None:
    make_blog("nightferry")
    page = words(stranger.post("/signup/", TOMAS))
    first = re.findall(r'name="take" value="([^"]+)"', page)[0]
    response = stranger.post("/signup/", TOMAS | {"take": first})
    assert response.status_code == 302
    assert Domain.objects.filter(domain=f"{first}.{settings.BLOGS_DOMAIN}").exists()


def test_pressing_one_with_the_password_left_out_keeps_the_choice(
    stranger: Client, make_blog: MakeBlog
) -> None:
    make_blog("nightferry")
    page = words(stranger.post("/signup/", TOMAS | {"password": "", "take": "ferry-notes"}))
    assert "Choose a password." in page
    assert 'name="address" value="ferry-notes"' in page
    assert "One thing to change" in page


def test_without_an_address_those_near_the_name_are_offered(stranger: Client) -> None:
    page = words(stranger.post("/signup/", TOMAS | {"address": ""}))
    assert re.findall(r'name="take" value="([^"]+)"', page)[0] == "night-ferry"


@pytest.mark.parametrize("email", ["alice@post.example", "ALICE@post.example"])
def test_a_known_email_is_pointed_to_the_sign_in(stranger: Client, alice: User, email: str) -> None:
    page = words(stranger.post("/signup/", TOMAS | {"email": email}))
    assert "There is an account with this e-mail." in page
    assert User.objects.count() == 1
    assert not Tenant.objects.exists()


def test_so_is_one_that_somebody_confirmed_as_their_second(stranger: Client, alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=TOMAS["email"], verified=True)
    assert "There is an account with this e-mail." in words(stranger.post("/signup/", TOMAS))


def test_but_nobody_keeps_an_email_from_its_owner_by_claiming_it(
    stranger: Client, alice: User
) -> None:
    EmailAddress.objects.create(user=alice, email=TOMAS["email"], verified=False)
    assert stranger.post("/signup/", TOMAS).status_code == 302


def test_trying_out_emails_ends_after_ten(stranger: Client, alice: User) -> None:
    statuses = [
        stranger.post("/signup/", TOMAS | {"email": alice.email}).status_code for _ in range(11)
    ]
    assert statuses == [200] * 10 + [429]


@override_settings(ACCOUNT_RATE_LIMITS={"signup": "2/h/ip"})
def test_one_place_makes_so_many_blogs_and_no_more(
    platform_client: BlogClient,
) -> None:
    statuses = []
    for number in range(3):
        person = {"email": f"tomas{number}@post.example", "address": f"night-ferry-{number}x"}
        statuses.append(platform_client().post("/signup/", TOMAS | person).status_code)
    assert statuses == [302, 302, 429]
    assert Tenant.objects.count() == 2
    form = platform_client().post("/signup/", TOMAS | {"name": ""})
    assert form.status_code == 200  # what is wrong is still said


@pytest.mark.parametrize("name", ["夜行フェリー", "عبّارة الليل", "⛴️ Night 😀", "<b>Night</b> & Co"])
def test_a_name_is_in_any_script(stranger: Client, name: str) -> None:
    assert stranger.post("/signup/", TOMAS | {"name": name}).status_code == 302
    assert Tenant.objects.get().name == name


def test_ten_megabytes_are_refused_by_the_field_and_kept(stranger: Client) -> None:
    response = stranger.post("/signup/", TOMAS | {"name": "x" * 10_000_000})
    assert response.status_code == 200
    assert "at most 120" in response.context["form"].errors["name"][0]
    assert "x" * 10_000_000 in response.text
    assert nothing_was_made()


def test_more_than_a_form_can_be_is_refused_in_plain_words(stranger: Client) -> None:
    response = stranger.post("/signup/", TOMAS | {"name": "x" * 13_000_000})
    assert response.status_code in {400, 413}
    assert nothing_was_made()


def test_a_failure_half_way_leaves_nothing(
    stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the queue is full")

    monkeypatch.setattr("tenants.actions.sign_up.queue_letter", broken)
    with pytest.raises(RuntimeError, match="queue is full"):
        stranger.post("/signup/", TOMAS)
    assert nothing_was_made()
    assert not Domain.objects.exists()
    assert not PlatformWork.objects.exists()
    monkeypatch.undo()
    assert stranger.post("/signup/", TOMAS).status_code == 302


def test_somebody_who_is_signed_in_makes_one_more_blog_instead(
    platform_client: BlogClient, alice: User
) -> None:
    client = platform_client(alice)
    assert client.get("/signup/")["Location"] == "/blogs/new/"
    assert client.post("/signup/", TOMAS)["Location"] == "/blogs/new/"
    assert not Tenant.objects.exists()


def test_it_takes_the_token(platform_client: BlogClient) -> None:
    client = Client(HTTP_HOST=settings.PLATFORM_HOST, enforce_csrf_checks=True)
    assert client.post("/signup/", TOMAS).status_code == 403
    assert nothing_was_made()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(stranger: Client, method: str) -> None:
    assert getattr(stranger, method)("/signup/").status_code == 405
