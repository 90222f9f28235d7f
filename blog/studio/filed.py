"""What posts are filed under: asked about, taken away and brought back, the same for all kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.actions.delete_author import delete_author
from blog.actions.delete_category import delete_category
from blog.actions.delete_tag import delete_tag
from blog.actions.gone import Gone
from blog.actions.held import Vanished
from blog.actions.restore_author import restore_author
from blog.actions.restore_category import restore_category
from blog.actions.restore_tag import restore_tag
from blog.models import Author, Category, Tag
from blog.studio import notes, undo
from blog.studio.page import studio_page
from tenants.http import MemberRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind[Row: (Category, Tag, Author)]:
    """`name` is in its addresses, `all` the page that lists them; `kept` says what posts lose."""

    name: str
    all: str
    room: str
    model: type[Row]
    delete: Callable[..., Gone]
    restore: Callable[..., Row]
    kept: Callable[[int], str]


CATEGORY = Kind(
    name="category",
    all="studio:categories",
    room="categories",
    model=Category,
    delete=delete_category,
    restore=restore_category,
    kept=lambda posts: ngettext(
        "Its one post is kept, and will be without a category.",
        "Its %(posts)s posts are kept, and will be without a category.",
        posts,
    ),
)
TAG = Kind(
    name="tag",
    all="studio:tags",
    room="categories",
    model=Tag,
    delete=delete_tag,
    restore=restore_tag,
    kept=lambda posts: ngettext(
        "Its one post is kept, and will be without it.",
        "Its %(posts)s posts are kept, and will be without it.",
        posts,
    ),
)
AUTHOR = Kind(
    name="author",
    all="studio:authors",
    room="authors",
    model=Author,
    delete=delete_author,
    restore=restore_author,
    kept=lambda posts: ngettext(
        "Its one post is kept, and will be without a byline.",
        "Its %(posts)s posts are kept, and will be without a byline.",
        posts,
    ),
)


def saved(form: forms.Form, write: Callable[[], object]) -> bool:
    """Whether `write` did it; `form` says so where somebody took the row away meanwhile."""
    try:
        write()
    except Vanished as gone:
        form.add_error(None, str(gone))
        return False
    return True


def ask_to_delete(request: MemberRequest, kind: Kind[Any], pk: int) -> HttpResponse:
    """Ask, saying what becomes of its posts; then do it, with a way back. The posts are kept."""
    row = get_object_or_404(kind.model.objects.all().filled(), pk=pk)
    if request.method != "POST":
        posts = row.kept_posts
        kept = kind.kept(posts) % {"posts": localize(posts)} if posts else ""
        back = reverse(kind.all)
        return studio_page(request, "delete", room=kind.room, row=row, kept=kept, back=back)
    try:
        undo.keep(request, kind.name, kind.delete(row, by=request.user))
    except Vanished as gone:
        notes.fail(request, str(gone))
        return redirect(kind.all)
    said = _("“%(name)s” is deleted; its posts are kept.") % {"name": row.name}
    notes.say_undoable(request, said, reverse(f"studio:{kind.name}_restore", args=[pk]))
    return redirect(kind.all)


def bring_back[Row: (Category, Tag, Author)](
    request: MemberRequest, kind: Kind[Row], pk: int
) -> tuple[Row, Gone] | None:
    """What was deleted or merged a moment ago in this browser, with its posts; the note says so."""
    gone = undo.take(request, kind.name, pk)
    if gone is None:
        notes.fail(request, _("That can no longer be undone."))
        return None
    row = kind.restore(gone, by=request.user)
    notes.say(request, _("“%(name)s” is back, and so are its posts.") % {"name": row.name})
    return row, gone
