"""The quiet sentence after something was done with pictures, with its way back."""

from __future__ import annotations

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
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


def say_words_kept(request: MemberRequest, count: int) -> None:
    """That what was said of some is kept."""
    words = ngettext(
        "Saved. One picture says what it shows.",
        "Saved. %(count)d pictures say what they show.",
        count,
    )
    say(request, words % {"count": count} if count else _("Nothing was filled in."))


def say_replaced(request: MemberRequest, picture: Picture) -> None:
    """That the other file is on its way to wherever it is shown, with a way back."""
    undo = _undo_of(picture, picture.last_change)
    sentence = _("The new file is being prepared; every text shows it in a moment.")
    say_undoable(request, sentence, undo)


def say_replacement_undone(request: MemberRequest, picture: Picture, change: str) -> None:
    """What is shown now; with a way back where that was a `change` of its own."""
    sentence = _("Texts show the file there was before.")
    if not change:
        return say(request, sentence)
    return say_undoable(request, sentence, _undo_of(picture, change))


def _undo_of(picture: Picture, change: str) -> str:
    undo = reverse("studio:picture_replace_undo", args=[picture.key])
    return f"{undo}?{urlencode({'of': change})}"


def say_restored(request: MemberRequest, picture: Picture) -> None:
    """That it is back."""
    path = reverse("studio:picture", args=[picture.key])
    messages.success(request, format_html(LINK, _("It is back."), path, picture.name))
