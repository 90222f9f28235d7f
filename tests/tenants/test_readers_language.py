"""Where there is no blog to speak its own language, pages speak the reader's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.conf import LazySettings, settings
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from accounts.models import User
from tenants.actions.set_house import set_mode
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.models import State, Tenant
from tests.conftest import BlogClient, MakeBlog
from tests.support.handoff import host_of

pytestmark = pytest.mark.django_db

HEADERS = {
    "en": "en", "de-AT": "de", "ar": "ar", "es-MX,en;q=0.5": "es", "fr-CA": "fr", "he": "he",
    "pt,ja;q=0.8,en;q=0.1": "ja", "zh-CN": "zh-hans", "pt": "en", "": "en",
}  # fmt: skip


def unknown(_blog: Tenant) -> str:
    return "Nothing lives at this address."


def suspended(blog: Tenant) -> str:
    suspend_tenant(blog, by=None, reason="To see")
    return "This blog is closed for now."


def deleted(blog: Tenant) -> str:
    trash_tenant(blog, by=None, reason="To see")
    return "This blog was taken down."


def in_the_making(blog: Tenant) -> str:
    Tenant.objects.filter(pk=blog.pk).update(state=State.PROVISIONING)
    return "This blog is being made."


def closed(_blog: Tenant) -> str:
    set_mode(by=None, reason="because", mode="closed", words="", until=None)
    return "Closed for a while"


def ask(host: str, languages: str) -> HttpResponse:
    return Client(HTTP_HOST=host).get("/", headers={"accept-language": languages})  # type: ignore[return-value]


@pytest.mark.parametrize("state", [unknown, suspended, deleted, in_the_making, closed])
def test_a_page_about_a_state_speaks_the_readers_language(
    state: Callable[[Tenant], str], make_blog: MakeBlog, alice: User
) -> None:
    blog = make_blog("alice", alice)
    host = "nobody.inkstead.localhost" if state is unknown else host_of(blog)
    sentence = state(blog)
    assert {"en", "de", *settings.READER_LANGUAGES} == set(HEADERS.values())
    for languages, spoken in HEADERS.items():
        answer = ask(host, languages)
        with translation.override(spoken):
            assert f">{translation.gettext(sentence)}</h1>" in answer.text, languages
        right_to_left = spoken in {"ar", "he"}
        assert ('dir="rtl"' in answer.text) == right_to_left
        assert answer["Content-Language"] == spoken
        assert "Accept-Language" in answer["Vary"]


def test_a_deleted_blog_says_until_which_day_it_can_be_had_back(
    make_blog: MakeBlog, alice: User, settings: LazySettings
) -> None:
    settings.TRASH_DAYS = 12
    blog = make_blog("alice", alice)
    with time_machine.travel("2026-11-20 10:00:00+00:00", tick=False):
        trash_tenant(blog, by=None, reason="To see")
        assert "It waits until 2 December 2026 for" in ask(host_of(blog), "en").text
        assert "Bis zum 2. Dezember 2026 lässt" in ask(host_of(blog), "de").text


def test_what_somebody_chose_comes_before_what_the_browser_asks_for(
    alice: User, platform_client: BlogClient
) -> None:
    User.objects.filter(pk=alice.pk).update(language="de")
    closed(Tenant())
    chose = Client(HTTP_HOST=settings.PLATFORM_HOST)
    chose.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    for client in (platform_client(alice), chose):
        answer = client.get("/", headers={"accept-language": "fr"})
        assert answer["Content-Language"] == "de"


def test_the_people_of_a_suspended_blog_read_the_reason_in_a_language_of_the_studio(
    make_blog: MakeBlog, alice: User, blog_client: BlogClient
) -> None:
    blog = make_blog("alice", alice)
    suspend_tenant(blog, by=None, reason="Sells shoes.")
    page = blog_client(blog, alice).get("/studio/", headers={"accept-language": "fr"})
    assert (page["Content-Language"], "Sells shoes." in page.text) == ("en", True)
