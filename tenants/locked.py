"""What a studio answers while an admin keeps everybody from changing the blog."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tenants.http import BlogRequest

LOCKED = 423
SAFE = {"GET", "HEAD", "OPTIONS"}
LONG = 40  # characters: one word that is shorter goes along unseen
LINES = 120  # characters: what is longer gets more room
UNSENT = {"csrfmiddlewaretoken"}


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
    """Whether what `request` asks for would change a blog that is locked."""
    return request.method not in SAFE and bool(request.tenant.lock_reason)


def locked_page(request: BlogRequest) -> HttpResponse:
    """Why not, with all that was sent, to copy or to send again; for scripts the sentence alone."""
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"error": sentence(request)}, status=LOCKED)
    context = {
        "kept": kept_of(request),
        "sentence": sentence(request),
        "files": bool(request.FILES),
    }
    return render(request, "tenants/locked.html", context, status=LOCKED)


def kept_of(request: BlogRequest) -> list[Kept]:
    """Everything that was sent, to be shown again."""
    return [
        Kept(name, str(value))
        for name, values in request.POST.lists()
        if name not in UNSENT
        for value in values
    ]


def sentence(request: BlogRequest) -> str:
    """What the writer reads."""
    words = {"reason": request.tenant.lock_reason}
    return _("Nothing was saved: writing on this blog is locked. “%(reason)s”") % words
