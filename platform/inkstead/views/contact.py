"""The platform's Contact page: how to reach the people behind it."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import may_try
from inkstead.contact.keep_message import keep_message
from kit.letterbox.form import LetterForm
from kit.letterbox.origin import is_from_here
from kit.letterbox.words import not_from_here, too_many

PLACE = "platform"


@csrf_exempt  # strangers have no session: is_from_here stands in for the token
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Show the form; take a message."""
    form = LetterForm(request.POST if request.method == "POST" else None, place=PLACE)
    if form.is_bound and not is_from_here(request):
        raise PermissionDenied(not_from_here())
    if not form.is_valid():
        return _show(request, form)
    if not may_try(request, "contact", key=PLACE):
        form.refuse(too_many())
        return _show(request, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    keep_message(form.to_letter())
    return redirect("contact_sent")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """That the message arrived."""
    return render(request, "platform/contact_sent.html")


def _show(request: HttpRequest, form: LetterForm, status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "platform/contact.html", {"form": form}, status=status)
