"""Search in this blog, and what tells browsers that there is one."""

from __future__ import annotations

from http import HTTPStatus
from math import ceil

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from accounts.limits import wait_to_search
from blog.public.access import as_reader_view, reader_view
from blog.public.context import ReaderRequest, absolute, show
from blog.search.find import Found, Search
from kit.search.limit import TooSlow, in_time
from kit.search.query import MAX_CHARS, Query

MOST_PAGES = 99


@require_safe
@as_reader_view  # and never kept: there are as many answers as there are questions
def search(request: ReaderRequest) -> HttpResponse:
    """What `?q=` finds, page by page; without it the form alone. 429 for who asks without end."""
    query = Query.of(request.GET.get("q", ""))
    number = _number(request.GET.get("page"))
    context = {"query": query, "max_chars": MAX_CHARS, "canonical_url": ""}
    status, wait = HTTPStatus.OK, 0.0
    if query.terms:
        wait = wait_to_search(request, str(request.tenant.id))
    if wait:
        context["often"], status = True, HTTPStatus.TOO_MANY_REQUESTS
    elif query.terms:
        try:
            with in_time():
                context |= _answer(request, query, number)
        except TooSlow:
            context["slow"], status = True, HTTPStatus.SERVICE_UNAVAILABLE
    response = show(request, "blog/public/search.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    if wait:
        response["Retry-After"] = str(ceil(wait))
    patch_cache_control(response, private=True, no_cache=True)
    return response


@reader_view
def opensearch(request: ReaderRequest) -> HttpResponse:
    """How a browser's own search field asks this blog (OpenSearch 1.1)."""
    template = absolute(request, reverse("search")) + "?q={searchTerms}"
    context = {"blog": request.blog, "template": template}
    response = show(request, "blog/public/opensearch.xml", context)
    response["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    return response


def _answer(request: ReaderRequest, query: Query, number: int) -> dict[str, object]:
    asked = Search(query, request.blog.language, member=request.is_member)
    found: Found = asked.find(number)
    if number > found.last:
        raise Http404
    return {"found": found, "meant": "" if found.total else asked.meant()}


def _number(page: str | None) -> int:
    page = page or "1"
    if not page.isascii() or not page.isdigit() or not 1 <= int(page[:6]) <= MOST_PAGES:
        raise Http404
    return int(page[:6])
