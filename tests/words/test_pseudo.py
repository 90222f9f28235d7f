"""No page, error or letter of the product says a word that cannot be translated."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.i18n import TranslateNode
from django.test import Client
from django.urls import reverse
from django.utils import dates, translation
from django.utils.translation import trans_real

from accounts.letters import EVENTS, write
from accounts.models import User
from blog.models import Category, Post, Tag
from blog.studio.choices import languages, time_zones
from kit.tags.i18n import Words
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.conftest import BlogClient, MakeBlog
from tests.isolation.examples import ADMIN, BLOG, PLATFORM, endpoints
from tests.isolation.test_endpoints import allauth_examples
from tests.support.letters import html_of
from tests.support.writing import published
from tests.words import gather
from tests.words.pseudo import OPEN, Pseudo, PseudoForReaders, unmarked, without

pytestmark = pytest.mark.django_db

# What people or the installation wrote themselves, and what is called the same everywhere.
KNOWN = {
    "Inkstead", "Alice", "A blog",  "Letters from", "alice", "post.example", "localhost", "example",
    "http", "Source Serif", "Markdown", "UTC", "Folio", "Signal", "Fern",
    "same", "notes", "welcome",
}  # fmt: skip
NAMES = {name for _code, name in languages()} | {
    name for _continent, zones in time_zones() for _zone, name in zones
}
MACHINES = {"dev_mail", "dev_letter"}  # for whoever develops it
MONTHS = {str(month) for month in dates.MONTHS.values()}  # Django's own languages know them
ELSEWHERE = {"handoff_callback"}  # between a blog and the platform: in the platform's words
LEAVING = {"sign_out_everywhere", "account_logout", "logout"}  # asked last


@pytest.fixture(autouse=True)
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For this test alone: a request leaves its language on its thread, and in the default."""
    monkeypatch.setattr(trans_real, "_default", None)
    monkeypatch.setitem(trans_real._translations, "en", Pseudo("en"))  # type: ignore[attr-defined]
    # Other tests of this process may have had the words looked up already.
    monkeypatch.setattr(Words, "render", TranslateNode.render)
    yield
    translation.deactivate()


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User) -> Tenant:
    with translation.override("en"):
        tenant = make_blog("alice", owner=alice, name="A blog")
        with tenant_transaction(tenant):
            category = Category.objects.create(name="Letters from", slug="same")
            post = published(alice, "Letters from", "http", category=category)
            post.tags.add(Tag.objects.create(name="Letters from", slug="same"))
            Post.objects.filter(pk=post.pk).update(slug="same")
    return tenant


def words_of(response: HttpResponseBase) -> list[str]:
    if not isinstance(response, HttpResponse) or "text/html" not in response["Content-Type"]:
        return []
    return list(without(unmarked(response.content.decode()), KNOWN | NAMES))


def asked(client: Client, path: str) -> dict[str, list[str]]:
    """What the page says bare, and what its form's errors say."""
    origin = f"http://{client.defaults['HTTP_HOST']}"
    return {
        f"GET {path}": words_of(client.get(path)),
        f"POST {path}": words_of(client.post(path, {}, headers={"origin": origin})),
    }


def test_the_pages_of_a_blog(tenant: Tenant, alice: User, blog_client: BlogClient) -> None:
    said: dict[str, list[str]] = {}
    for client in (blog_client(tenant), blog_client(tenant, alice)):
        for endpoint in endpoints(settings.ROOT_URLCONF, BLOG):
            if endpoint.name not in LEAVING:
                said |= asked(client, endpoint.path)
        said |= asked(client, "/nothing-of-that-name/")
        said |= asked(client, reverse("logout", urlconf=settings.ROOT_URLCONF))
    assert "\n".join(f"{where}: {words}" for where, words in said.items() if words) == ""


def test_readers_see_nothing_but_what_their_languages_hold(
    tenant: Tenant, blog_client: BlogClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The catalogues of `settings.READER_LANGUAGES` are small: this says whether too small."""
    known = PseudoForReaders("en")
    held = frozenset(gather.forms(m.id)[0] for m in gather.gather("fr") if m.id)
    known.known = held | MONTHS
    monkeypatch.setitem(trans_real._translations, "en", known)  # type: ignore[attr-defined]
    client = blog_client(tenant)
    said: dict[str, list[str]] = {}
    for endpoint in endpoints(settings.ROOT_URLCONF, BLOG):
        if not endpoint.name.startswith("studio:") and endpoint.name not in LEAVING | ELSEWHERE:
            said |= asked(client, endpoint.path)
    said |= asked(client, "/nothing-of-that-name/")
    assert len(said) > 20
    assert "\n".join(f"{where}: {words}" for where, words in said.items() if words) == ""


def test_the_pages_of_the_platform(
    tenant: Tenant, alice: User, platform_client: BlogClient
) -> None:
    said: dict[str, list[str]] = {}
    for client in (platform_client(), platform_client(alice)):
        for endpoint in endpoints(
            settings.PUBLIC_SCHEMA_URLCONF, PLATFORM | ADMIN | allauth_examples()
        ):
            if endpoint.name not in MACHINES | LEAVING:
                said |= asked(client, endpoint.path)
        said |= asked(client, "/nothing-of-that-name/")
        said |= asked(client, reverse("account_logout", urlconf=settings.PUBLIC_SCHEMA_URLCONF))
    assert "\n".join(f"{where}: {words}" for where, words in said.items() if words) == ""


def test_the_letters() -> None:
    context = {"url": "http://localhost/", "blog": "A blog", "host": "alice.localhost"}
    said = {}
    for event in EVENTS:
        with translation.override("en"):
            letter = write(event, "alice@post.example", context)
        bare = without(unmarked(f"{letter.subject}\n{letter.body}\n{html_of(letter)}"), KNOWN)
        said[event] = list(bare)
    assert {event: words for event, words in said.items() if words} == {}


def test_a_hard_coded_word_would_be_found() -> None:
    html = (
        f'<p title="Tip">{OPEN}One <a href="/">two⟧</a> three</p><input type="submit" value="Go">'
    )
    assert unmarked(html) == ["Tip", "three", "Go"]
