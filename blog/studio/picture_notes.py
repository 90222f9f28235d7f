"""The quiet sentence after something was done with pictures, with its way back."""

from __future__ import annotations

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.media.models import Picture
from blog.studio.notes import LINK, say, say_undoable
from tenants.http import MemberRequest


def say_added(request: MemberRequest, count: int) -> None:
    """That they are there, and what becomes of them."""
    words = ngettext(
        "The picture is here, and is being prepared for readers.",
        "%(count)d pictures are here, and are being prepared for readers.",
        count,
    )
    say(request, words % {"count": count})


def say_described(request: MemberRequest) -> None:
    """That the words are kept."""
    say(request, _("Saved."))


def say_trashed(request: MemberRequest, picture: Picture) -> None:
    """That it is in the trash, with a way back."""
    undo = reverse("studio:picture_restore", args=[picture.key])
    say_undoable(request, _("Moved to the trash. Texts show it no more."), undo)


def say_restored(request: MemberRequest, picture: Picture) -> None:
    """That it is back."""
    path = reverse("studio:picture", args=[picture.key])
    messages.success(request, format_html(LINK, _("It is back."), path, picture.name))
