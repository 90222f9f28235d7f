"""The mail that this installation would have sent, for whoever develops it. 404 elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from inkstead.mailbox import letter_named, letters

type View[**P] = Callable[P, HttpResponse]

FRAMED_CSP: dict[str, Any] = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}
# The letter's own HTML: no script, no pictures, no form, and only links lead out of its frame.
LETTER_CSP = (
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; "
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


def development_only[**P](view: View[P]) -> View[P]:
    """Hide a view where there are real people."""

    @wraps(view)
    def enter(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.DEVELOPMENT:
            raise Http404
        return view(*args, **kwargs)

    return enter


@development_only
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The letters, newest first."""
    return render(request, "platform/dev_mail.html", {"letters": letters()})


@development_only
@require_safe
@csp_override(FRAMED_CSP)
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One letter: its text, and its HTML in a frame (`?part=html` is that frame's content)."""
    found = letter_named(name)
    if found is None:
        raise Http404
    if request.GET.get("part") != "html":
        return render(request, "platform/dev_letter.html", {"letter": found})
    response = HttpResponse(f'<base target="_top">{found.html}')
    response["Content-Security-Policy"] = LETTER_CSP
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
