"""Go to every place, and keep what is shown there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.html import escape

from accounts.letters import EVENTS, write
from inkstead.models import ContactMessage
from journal.models import AuditEntry, PlatformWork
from tests.gallery.places import Place, from_here, places
from tests.gallery.world import World, make_world

LETTER = "letter"
FEED = "feed"
FEED_PAGE = (
    '<!doctype html><html lang="{language}"><title>{title}</title><h1>{title}</h1>{html}</html>'
)


@dataclass(frozen=True)
class Shown:
    """A page as it came."""

    name: str
    endpoint: str  # the name of its pattern, with its namespace
    url: str
    status: int
    html: str
    headers: dict[str, str]
    posted: bool
    expected: int
    text: str = ""  # of a letter, for those who read mail without HTML


@dataclass(frozen=True)
class Walked:
    """The pages and letters, and beside them the texts of the blogs' feeds as pages."""

    pages: list[Shown]
    texts: list[Shown]


def walk(make_user: Callable[..., Any], make_blog: Callable[..., Any], client_of: Any) -> Walked:
    """All pages, from an empty database; then all letters, and the feeds."""
    world = make_world(make_user, make_blog, client_of)
    world.rows |= {
        "entry": AuditEntry.objects.filter(action="tenant.suspended").get().pk,
        "letter": ContactMessage.objects.first().pk,  # type: ignore[union-attr]
        "work": PlatformWork.objects.first().pk,  # type: ignore[union-attr]
    }
    pages = [*(visit(place) for place in places(world)), *letters(world)]
    return Walked(pages, list(feed_texts(world)))


def visit(place: Place) -> Shown:
    """Ask for it as a browser does, following where it leads."""
    headers = from_here(place.client)
    if place.data is None:
        response: Any = place.client.get(place.path, follow=True)
    else:
        response = place.client.post(place.path, place.data, headers=headers, follow=True)
    host = str(place.client.defaults["HTTP_HOST"])
    path = response.redirect_chain[-1][0] if response.redirect_chain else place.path
    given = {name: value for name, value in response.items() if name.lower() != "content-length"}
    html = response.content.decode()
    url = iri_to_uri(path if "://" in path else f"http://{host}{path}")
    return Shown(
        place.name,
        endpoint_of(host, url),
        url,
        response.status_code,
        html,
        given,
        place.data is not None,
        place.status,
    )


def endpoint_of(host: str, url: str) -> str:
    """The name of the pattern that answers `url`; empty where none does."""
    urlconf = settings.ROOT_URLCONF
    if host == settings.PLATFORM_HOST:
        urlconf = settings.PUBLIC_SCHEMA_URLCONF
    path = "/" + url.partition("://")[2].partition("/")[2].partition("?")[0]
    try:
        return resolve(path, urlconf).view_name
    except Resolver404:
        return ""


def letters(world: World) -> list[Shown]:
    """Each letter, in the language in force."""
    now = timezone.now()
    context = {
        "url": f"http://{settings.PLATFORM_HOST}/accounts/confirm-email/{'k' * 60}/",
        "blog": world.blogs["long"].name,
        "host": f"{'long-' * 11}one.localhost",
        "by": "Ines",
        "role": "editor",
        "title": "Salt, and other ways of remembering",
        "name": "Dora Reis",
        "sender": "dora@post.example",
        "contact_email": "hello@inkstead.localhost",
        "contact": "hello@inkstead.localhost",
        "text": "Which salt was it?\n\nI ask for a friend.",
        "new_email": "ines@new.example",
        "sentences": ["Somebody reads it, and a letter tells you what became of it."],
        "label": "Sign in",
        "heading": "Something is wrong with letters.example",
        "sentence": "It is read there. If it is not mended within 7 days, readers will notice.",
        "reasons": ["letters.example leads to another machine."],
        "at": now,
        "until": now + timedelta(days=7),
        "erased_on": now + timedelta(days=30),
    }
    shown = []
    for event in EVENTS:
        letter = write(event, "ines@post.example", context)
        html, _kind = letter.alternatives[0]
        url = f"http://{settings.PLATFORM_HOST}/letters/{event}/"
        text = f"{letter.subject}\n\n{letter.body}"
        shown.append(Shown(f"{LETTER}-{event}", LETTER, url, 200, str(html), {}, False, 200, text))
    return shown


def feed_texts(world: World) -> Iterator[Shown]:
    """What each entry of a feed brings to other people's programs, on a page of its own."""
    for name in ("full", "arabic"):
        client: Any = world.client_of(None, world.blogs[name])
        feed = client.get("/feed.json").json()
        for number, item in enumerate(feed["items"]):
            language = item.get("language", feed["language"])
            html = FEED_PAGE.format(
                language=language, title=escape(item["title"]), html=item["content_html"]
            )
            shown = f"{FEED}-{name}-{number}"
            yield Shown(shown, FEED, item["url"], 200, html, {}, False, 200)
