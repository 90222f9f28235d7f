"""What a studio answers while an admin keeps everybody from changing the blog."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tenants.house.now import house
from tenants.http import BlogRequest

LOCKED = 423
SAFE = {"GET", "HEAD", "OPTIONS"}
LONG = 40  # characters: one word that is shorter goes along unseen
LINES = 120  # characters: what is longer gets more room
UNSENT = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"}
LOCKED_TEMPLATE = "tenants/locked.html"


@dataclass(frozen=True, slots=True)
class Kept:
    """One value that was sent; a text is shown, so that it can be copied."""

    name: str
    value: str

    @property
    def is_text(self) -> bool:
        """Whether it is something that somebody wrote rather than chose."""
        return len(self.value) > LONG or len(self.value.split()) > 1

    @property
    def is_long(self) -> bool:
        """Whether it wants more than a line or two."""
        return len(self.value) > LINES or "\n" in self.value


def is_locked(request: BlogRequest) -> bool:
    """Whether what `request` asks for would change a blog that is locked, by itself or with all."""
    return request.method not in SAFE and (bool(request.tenant.lock_reason) or house.is_reading)


def locked_page(request: BlogRequest) -> HttpResponse:
    """Why not, with all that was sent, to copy or to send again; for scripts the sentence alone."""
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"error": sentence(request)}, status=LOCKED)
    kept = kept_of(request)
    context = {"kept": kept, "sentence": sentence(request), "files": bool(request.FILES)}
    return render(request, LOCKED_TEMPLATE, context, status=LOCKED)


def kept_of(request: HttpRequest) -> list[Kept]:
    """All that was sent, but for secrets and what the page makes anew."""
    return [
        Kept(name, str(value))
        for name, values in request.POST.lists()
        if name not in UNSENT
        for value in values
    ]


def sentence(request: BlogRequest) -> str:
    """What the writer reads."""
    if not request.tenant.lock_reason:
        said = _("Nothing was saved: nobody can write here at the moment.")
        return f"{said} {house.words}".strip()
    words = {"reason": request.tenant.lock_reason}
    return _("Nothing was saved: writing on this blog is locked. “%(reason)s”") % words
