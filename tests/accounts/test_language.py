from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from accounts.actions.choose_language import choose_language
from accounts.models import User
from blog.languages import words_for
from blog.models import Blog, Category
from journal.models import AuditEntry, PlatformWork
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tenants.provisioning.provision import provision
from tests.conftest import BlogClient, MakeBlog, ensure_template
from tests.support.sign_up import TOMAS

pytestmark = pytest.mark.django_db

PATH = "/accounts/language/"
HERE = f"http://{settings.PLATFORM_HOST}"


def choose(client: Client, code: str = "de", *, origin: str = HERE, **data: str) -> HttpResponse:
    return client.post(PATH, {"language": code, **data}, headers={"origin": origin})  # type: ignore[return-value]


def test_a_visitor_is_asked_in_the_browsers_language(platform_client: BlogClient) -> None:
    response = platform_client().get("/about/", headers={"accept-language": "de-AT,de;q=0.9"})
    assert '<html lang="de" dir="ltr">' in response.content.decode()
    assert response["Content-Language"] == "de"
    assert "Accept-Language" in response["Vary"]


def test_a_visitor_chooses_without_getting_a_session(platform_client: BlogClient) -> None:
    client = platform_client()
    response = choose(client, next="/about/?x=1")
    assert (response.status_code, response["Location"]) == (302, "/about/?x=1")
    assert list(response.cookies) == [settings.LANGUAGE_COOKIE_NAME]
    assert '<html lang="de"' in client.get("/about/").content.decode()


def test_the_choice_goes_with_the_account_to_its_blogs(
    alice: User, make_blog: MakeBlog, platform_client: BlogClient, blog_client: BlogClient
) -> None:
    choose(platform_client(alice))
    page = blog_client(make_blog(owner=alice), alice).get("/studio/posts/")
    assert '<html lang="de"' in page.content.decode()
    entry = AuditEntry.objects.get(action="user.language_chosen")
    assert (entry.actor_id, entry.target) == (alice.id, "de")


@pytest.mark.parametrize("origin", ["http://evil.example", "http://a.inkstead.localhost", ""])
def test_no_other_site_chooses(origin: str, alice: User, platform_client: BlogClient) -> None:
    assert choose(platform_client(alice), origin=origin).status_code == 400
    alice.refresh_from_db()
    assert alice.language == ""


@pytest.mark.parametrize("code", ["fr", "", "../de", "de\r\nSet-Cookie: a=b"])
def test_a_language_that_is_not_there_is_refused(code: str, platform_client: BlogClient) -> None:
    response = choose(platform_client(), code)
    assert (response.status_code, list(response.cookies)) == (400, [])
    with pytest.raises(ValueError, match="There are no words in"):
        choose_language(User(), language=code, by=User())


def test_it_leads_to_no_other_host(platform_client: BlogClient) -> None:
    assert choose(platform_client(), next="//evil.example/")["Location"] == "/"


def test_asking_for_it_with_get_is_not_allowed(platform_client: BlogClient) -> None:
    assert platform_client().get(PATH).status_code == 405


def test_the_same_again_leaves_no_second_entry(alice: User) -> None:
    choose_language(alice, language="de", by=alice)
    choose_language(alice, language="de", by=alice)
    assert AuditEntry.objects.filter(action="user.language_chosen").count() == 1


def test_who_signs_up_in_german_has_a_german_account_and_blog(
    platform_client: BlogClient,
) -> None:
    ensure_template()
    platform_client().post("/signup/", TOMAS, headers={"accept-language": "de"})
    user, tenant = User.objects.get(), Tenant.objects.get()
    assert user.language == "de"
    letter = PlatformWork.objects.get(kind="letter")
    assert letter.payload["language"] == "de"
    provision(tenant.id)
    with tenant_transaction(tenant), translation.override("de"):
        assert Blog.objects.get().language == "de"
        assert Category.objects.get().name == translation.gettext("Notes")


def test_a_reader_hears_the_blogs_language_whatever_the_browser_asks(
    make_blog: MakeBlog, alice: User, blog_client: BlogClient
) -> None:
    tenant = make_blog(owner=alice)
    with tenant_transaction(tenant):
        Blog.objects.update(language="de-at")
    reader, member = blog_client(tenant), blog_client(tenant, alice)
    response = reader.get("/", headers={"accept-language": "en"})
    with translation.override("de"):
        assert translation.gettext("Skip to content") in response.content.decode()
    assert response["Content-Language"] == "de-at"
    assert "Accept-Language" not in response["Vary"]
    missing = reader.get("/nothing-there/", headers={"accept-language": "en"})
    assert (missing.status_code, missing["Content-Language"]) == (404, "de-at")
    assert member.get("/studio/posts/")["Content-Language"] == "en"


SPEAKS = {
    "de": "de", "de-CH": "de", "fr-CA": "fr", "he": "he", "zh-cn": "zh-hans",
    "zh-tw": "en", "pt": "en", "": "en", "x-klingon": "en",
}  # fmt: skip


@pytest.mark.parametrize(("blog", "words"), SPEAKS.items())
def test_a_blog_speaks_its_language_or_else_english(blog: str, words: str) -> None:
    assert words_for(blog) == words
