"""The newest public posts of listed blogs, as a page and as a feed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kit.origins import platform_url
from tenants.discover.asked import Asked
from tenants.discover.feed import feed_of
from tenants.discover.models import ListedPost

POSTS_ON_A_PAGE = 20
POSTS_IN_A_FEED = 30


@require_safe
def discover(request: HttpRequest) -> HttpResponse:
    """One page of posts; `?language=`, `?tag=` and `?page=` choose. Two queries."""
    asked = Asked.of(request.GET)
    start = (asked.page - 1) * POSTS_ON_A_PAGE
    shown = ListedPost.objects.shown()
    wanted = shown.about(language=asked.language, tag=asked.tag).newest()
    posts = list(wanted[start : start + POSTS_ON_A_PAGE + 1])
    if not posts and asked.page > 1:
        raise Http404
    context = {
        "posts": posts[:POSTS_ON_A_PAGE],
        "more": len(posts) > POSTS_ON_A_PAGE,
        "asked": asked,
        "languages": asked.languages(shown.languages()),
        "canonical_url": platform_url(reverse("discover") + asked.query()),
        "feed_url": platform_url(reverse("discover_feed") + asked.query(page=None)),
    }
    return render(request, "platform/discover.html", context)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest of what the page with the same words shows, as Atom (RFC 4287)."""
    asked = Asked.of(request.GET)
    posts = ListedPost.objects.shown().about(language=asked.language, tag=asked.tag).newest()
    made = feed_of(posts[:POSTS_IN_A_FEED], asked)
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
