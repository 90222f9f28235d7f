"""Pure: which visit an address of the hand-off names, if it names one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest


def asked_for(request: HttpRequest) -> UUID | None:
    """The visit of `?visit=`; None where there is none, or what is there is no id."""
    try:
        return UUID(request.GET["visit"])
    except (KeyError, ValueError):
        return None
