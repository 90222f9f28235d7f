"""The switch at the foot of the platform's pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.actions.choose_language import choose_language
from kit.next_path import safe_path
from kit.same_origin import is_same_origin


@csrf_exempt  # its token would give every visitor a session; the origin says as much
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember `language` in a cookie and, of somebody signed in, with the account."""
    code = request.POST.get("language", "")
    if not is_same_origin(request) or code not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest("There are no such words here.\n", "text/plain")
    if request.user.is_authenticated:
        choose_language(request.user, language=code, by=request.user)
    response = HttpResponseRedirect(safe_path(request.POST.get("next")) or "/")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, **_cookie())
    return response


def _cookie() -> dict[str, Any]:
    return {
        "max_age": settings.LANGUAGE_COOKIE_AGE,
        "path": "/",
        "secure": settings.LANGUAGE_COOKIE_SECURE,
        "httponly": settings.LANGUAGE_COOKIE_HTTPONLY,
        "samesite": settings.LANGUAGE_COOKIE_SAMESITE,
    }
