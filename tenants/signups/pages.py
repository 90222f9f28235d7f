"""The page that says why nothing can be made now, and what can be done instead."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenants.actions.use_sign_up_invitation import Unusable
from tenants.signups.rules import Why

GONE = {Unusable.UNKNOWN: 404}


def not_open(request: HttpRequest, why: Why) -> HttpResponse:
    """To look at it is fine (200); what was posted is refused (403)."""
    status = 403 if request.method == "POST" else 200
    context = {"why": why.value, "sentence": why.label}
    return render(request, "tenants/signup_closed.html", context, status=status)


def unusable(request: HttpRequest, why: Unusable) -> HttpResponse:
    """An invitation to sign up that lets nobody in."""
    context = {"why": "unusable", "sentence": why.label}
    return render(request, "tenants/signup_closed.html", context, status=GONE.get(why, 410))
