"""Why a hand-off ends, and the page that says so in one sentence."""

from __future__ import annotations

import logging
from enum import StrEnum
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.limits import count, is_open
from journal import audit

logger = logging.getLogger(__name__)


class Why(StrEnum):
    """What was wrong."""

    MALFORMED = "malformed"
    NOT_YOURS = "not yours"
    UNKNOWN_CODE = "unknown code"
    LATE = "late"
    ELSEWHERE = "elsewhere"
    OTHER_BROWSER = "other browser"
    ENDED = "ended"


STATUS = {
    Why.MALFORMED: 400,
    Why.NOT_YOURS: 404,  # whether the blog is there at all is nobody's business
    Why.UNKNOWN_CODE: 400,
    Why.LATE: 400,
    Why.ELSEWHERE: 403,
    Why.OTHER_BROWSER: 403,
    Why.ENDED: 403,
}


def refuse(
    request: HttpRequest,
    why: Why,
    *,
    again: str,
    by: UUID | None = None,
    tenant_id: UUID | None = None,
) -> HttpResponse:
    """Answer with a page that says why; `again` is where the sign-in begins anew."""
    write_down(request, why, by=by, tenant_id=tenant_id)
    context = {"sentence": sentence(why), "again": again, "own": why == Why.NOT_YOURS}
    response = render(request, "tenants/handoff_refused.html", context, status=STATUS[why])
    return private(response)


def write_down(
    request: HttpRequest, why: Why, *, by: UUID | None = None, tenant_id: UUID | None = None
) -> None:
    """Record a refusal, for one address up to thirty times a minute."""
    host = request.get_host()[:200]
    logger.info("Hand-off refused on %s: %s", host, why)
    if is_open(request, "refusal"):
        count(request, "refusal")
        audit.record("handoff.refused", by=by, tenant_id=tenant_id, target=host, why=str(why))


def sentence(why: Why) -> str:
    """What to tell the person."""
    said = {
        Why.MALFORMED: _("This sign-in is incomplete."),
        Why.NOT_YOURS: _("You don’t write on that blog."),
        Why.UNKNOWN_CODE: _("This sign-in was used already, or never began."),
        Why.LATE: _("This sign-in took longer than half a minute."),
        Why.ELSEWHERE: _("This sign-in was for another blog."),
        Why.OTHER_BROWSER: _("This sign-in began in another browser."),
        Why.ENDED: _("You signed out in the meantime."),
    }
    return said[why]


def private(response: HttpResponse) -> HttpResponse:
    """Keep a response that has to do with secrets out of caches and Referer headers."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
