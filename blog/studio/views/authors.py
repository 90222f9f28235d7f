"""Authors: the bylines of posts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.actions.room import PlanFull
from blog.actions.save_author import save_author
from blog.media.faces import faces_of
from blog.models import Author
from blog.studio import notes
from blog.studio.filed import AUTHOR, ask_to_delete, bring_back, saved
from blog.studio.forms.named import AuthorForm
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.db.scope import all_or_nothing
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.ORGANISE)
@require_safe
def authors(request: MemberRequest) -> HttpResponse:
    """All of them, with how many posts each has."""
    rows = list(Author.objects.all().filled())
    faces = faces_of(rows)
    pairs = [(row, faces.get(row.pk)) for row in rows]
    return studio_page(request, "authors", room="authors", rows=pairs)


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def author_new(request: MemberRequest) -> HttpResponse:
    """One more."""
    return _edit(request, None)


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def author_edit(request: MemberRequest, author_id: int) -> HttpResponse:
    """A name, its address, what it says of itself, and its picture."""
    return _edit(request, get_object_or_404(Author, pk=author_id))


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def author_delete(request: MemberRequest, author_id: int) -> HttpResponse:
    """Ask, saying what becomes of its posts; then delete it. The posts are kept."""
    return ask_to_delete(request, AUTHOR, author_id)


@studio_view(May.ORGANISE)
@require_POST
def author_restore(request: MemberRequest, author_id: int) -> HttpResponse:
    """Bring back what was deleted a moment ago in this browser, with its posts."""
    back = bring_back(request, AUTHOR, author_id)
    if back and back[0].user_id is None and back[1].fields["user_id"]:
        notes.say(request, _("Its person has made another byline meanwhile, and keeps that one."))
    return redirect("studio:authors")


@studio_view(May.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def byline(request: MemberRequest) -> HttpResponse:
    """One's own byline, made by its first save: every writer keeps their own."""
    own = Author.objects.all().of_user(request.user.pk)
    return _edit(request, own, own=True)


def _edit(request: MemberRequest, author: Author | None, *, own: bool = False) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AuthorForm(*sent, row=author, own=own)
    if not form.is_valid() or not _saved(request, form, author, own=own):
        face = faces_of([author]).get(author.pk) if author else None
        return studio_page(
            request, "author_form", room="authors", form=form, row=author, own=own, face=face
        )
    notes.say(request, _("Saved."))
    return redirect("studio:byline" if own else "studio:authors")


def _saved(request: MemberRequest, form: AuthorForm, author: Author | None, *, own: bool) -> bool:
    """Whether it is; where it vanished, or its picture has no room, the form says so."""

    def write() -> None:
        with form.picture_stored(), all_or_nothing():  # a refusal passes both
            data = form.to_save(by=request.user)
            save_author(author, by=request.user, own=own, **data)

    try:
        return saved(form, write)
    except PlanFull as full:
        form.add_error("picture", str(full))
        return False
