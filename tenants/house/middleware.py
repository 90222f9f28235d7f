"""While the house is closed, or read alone: who still gets in, and what everybody else reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from accounts.middleware import to_readers
from tenants.directory import directory
from tenants.house.now import house
from tenants.locked import LOCKED_TEMPLATE, SAFE, kept_of

type Handler = Callable[[HttpRequest], HttpResponse]

MACHINES = ("/health/", "/internal/")
STUDIO = "/studio/"  # its views answer themselves (tenants.access), once they know who asks
# Signing in and out, and the admin, which has to be able to open the house again.
SESSIONS = {
    *("account_login", "account_logout", "account_reauthenticate", "account_language"),
    *("mfa_authenticate", "mfa_reauthenticate", "mfa_login_webauthn"),
    *("mfa_reauthenticate_webauthn", "login", "logout", "handoff_callback", "handoff_start"),
    *("sign_out_everywhere", "account_session_end", "account_sessions_end_others", "notice_read"),
    "studio:visit",  # whoever is concerned may end it at any time
}


class HouseMiddleware:
    """Asks nobody while the house is open. Stands behind those that know user and language."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        directory.begin()
        house.begin()
        if house.is_closed and not _passes(request):
            return _closed(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Behind the check of the form's origin: what is shown back came from a page of ours."""
        writes = house.is_reading and request.method not in SAFE
        return unwritten(request) if writes and not _is_let_through(request) else None


def unwritten(request: HttpRequest) -> HttpResponse:
    """503 with what was sent, to copy or to send again; for scripts the sentence alone."""
    if _is_script(request):
        response: HttpResponse = JsonResponse({"error": sentence()}, status=503)
    else:
        context = {"sentence": sentence(), "files": bool(request.FILES), "kept": kept_of(request)}
        response = render(request, LOCKED_TEMPLATE, context, status=503)
    response["Retry-After"] = str(house.seconds_left)
    return response


def sentence() -> str:
    """What whoever writes reads while nobody may."""
    said = _("Nothing was saved: nobody can write here at the moment.")
    return f"{said} {house.words}".strip()


def _closed(request: HttpRequest) -> HttpResponse:
    if _is_script(request):
        response: HttpResponse = JsonResponse({"error": house.words or _("Closed.")}, status=503)
    else:
        context = {"words": house.words, "until": house.until}
        page = partial(render, request, "platform/maintenance.html", context, status=503)
        response = to_readers(request, page)
    response["Retry-After"] = str(house.seconds_left)
    response["Cache-Control"] = "no-store"
    return response


def _is_script(request: HttpRequest) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")


def _passes(request: HttpRequest) -> bool:
    """Machines that ask how we are, whoever signs in, and admins wherever they go."""
    if request.path_info.startswith(MACHINES) or _name(request) in SESSIONS:
        return True
    return bool(getattr(request.user, "is_staff", False))


def _is_let_through(request: HttpRequest) -> bool:
    if request.path_info.startswith((*MACHINES, STUDIO)):
        return True
    name = str(request.resolver_match.view_name if request.resolver_match else "")
    return name in SESSIONS or name.startswith("admin:")


def _name(request: HttpRequest) -> str:
    """What the address is called; empty where it leads nowhere."""
    try:
        return str(resolve(request.path_info, getattr(request, "urlconf", None)).view_name)
    except Resolver404:
        return ""
