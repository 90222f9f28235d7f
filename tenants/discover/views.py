"""The newest public posts of listed blogs, as a page and as a feed."""

from __future__ import annotations

from http import HTTPStatus
from math import ceil
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.limits import wait_to_search
from kit.origins import platform_url
from kit.search.limit import TooSlow, in_time
from kit.search.query import MAX_CHARS
from tenants.discover.asked import Asked
from tenants.discover.feed import feed_of
from tenants.discover.find import DiscoverSearch
from tenants.discover.models import ListedPost
from tenants.house.switches import is_on

POSTS_ON_A_PAGE = 20
POSTS_IN_A_FEED = 30


@require_safe
def discover(request: HttpRequest) -> HttpResponse:
    """One page of posts; `?q=`, `?language=`, `?tag=`, `?page=` choose. Two queries without q."""
    _require_discover()
    asked = Asked.of(request.GET)
    languages = ListedPost.objects.shown().languages()
    wait = wait_to_search(request, "discover") if asked.words.terms else 0.0
    refused: dict[str, Any] = {"posts": [], "often": True}
    context = refused if wait else _found(asked, languages)
    if not context["posts"] and asked.page > 1 and not wait:
        raise Http404
    context |= {
        "more": len(context["posts"]) > POSTS_ON_A_PAGE,
        "posts": context["posts"][:POSTS_ON_A_PAGE],
        "asked": asked,
        "max_chars": MAX_CHARS,
        "languages": asked.languages(languages),
        "canonical_url": platform_url(reverse("discover") + asked.query()),
        "feed_url": platform_url(reverse("discover_feed") + asked.query(page=None, q=None)),
    }
    response = render(request, "platform/discover.html", context, status=_status(context))
    if wait:
        response["Retry-After"] = str(ceil(wait))
    return response


def _require_discover() -> None:
    """Raise Http404 where admins switched it off."""
    if not is_on("discover"):
        raise Http404


def _found(asked: Asked, languages: list[str]) -> dict[str, Any]:
    try:
        return _searched(asked, languages) if asked.words.terms else _listed(asked)
    except TooSlow:
        return {"posts": [], "slow": True}


def _listed(asked: Asked) -> dict[str, Any]:
    """The newest, and one more than a page shows."""
    rows = ListedPost.objects.shown().about(language=asked.language, tag=asked.tag)
    start = (asked.page - 1) * POSTS_ON_A_PAGE
    return {"posts": list(rows.newest()[start : start + POSTS_ON_A_PAGE + 1])}


def _searched(asked: Asked, languages: list[str]) -> dict[str, Any]:
    """The best, and one more than a page shows; raises TooSlow."""
    rows = ListedPost.objects.shown().about(language=asked.language, tag=asked.tag)
    start = (asked.page - 1) * POSTS_ON_A_PAGE
    with in_time():
        search = DiscoverSearch(
            asked.words, rows, [asked.language] if asked.language else languages
        )
        posts = search.find(start, start + POSTS_ON_A_PAGE + 1)
        return {"posts": posts, "meant": "" if posts or asked.page > 1 else search.meant()}


def _status(context: dict[str, Any]) -> HTTPStatus:
    if "often" in context:
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.SERVICE_UNAVAILABLE if "slow" in context else HTTPStatus.OK


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest of what the page with the same words shows, as Atom (RFC 4287)."""
    _require_discover()
    asked = Asked.of(request.GET)
    posts = ListedPost.objects.shown().about(language=asked.language, tag=asked.tag).newest()
    made = feed_of(posts[:POSTS_IN_A_FEED], asked)
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
