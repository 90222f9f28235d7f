"""Authors: the bylines of posts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.actions.delete_author import delete_author
from blog.actions.restore_author import restore_author
from blog.actions.save_author import save_author
from blog.models import Author
from blog.studio import notes, undo
from blog.studio.forms.named import AuthorForm
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.ORGANISE)
@require_safe
def authors(request: MemberRequest) -> HttpResponse:
    """All of them, with how many posts each has."""
    return studio_page(request, "authors", room="authors", rows=Author.objects.all().filled())


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def author_new(request: MemberRequest) -> HttpResponse:
    """One more."""
    return _edit(request, None)


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def author_edit(request: MemberRequest, author_id: int) -> HttpResponse:
    """A name, its address and what it says of itself."""
    return _edit(request, get_object_or_404(Author, pk=author_id))


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def author_delete(request: MemberRequest, author_id: int) -> HttpResponse:
    """Ask, saying what becomes of its posts; then delete it. The posts are kept."""
    author = get_object_or_404(Author.objects.all().filled(), pk=author_id)
    if request.method == "POST":
        undo.keep(request, "author", delete_author(author, by=request.user))
        notes.say_undoable(
            request,
            _("“%(name)s” is deleted; its posts are kept.") % {"name": author.name},
            reverse("studio:author_restore", args=[author_id]),
        )
        return redirect("studio:authors")
    return studio_page(request, "author_delete", room="authors", row=author)


@studio_view(May.ORGANISE)
@require_POST
def author_restore(request: MemberRequest, author_id: int) -> HttpResponse:
    """Bring back what was deleted a moment ago in this browser, with its posts."""
    gone = undo.take(request, "author", author_id)
    if gone is None:
        notes.fail(request, _("That can no longer be undone."))
    else:
        author = restore_author(gone, by=request.user)
        notes.say(request, _("“%(name)s” is back, and so are its posts.") % {"name": author.name})
    return redirect("studio:authors")


def _edit(request: MemberRequest, author: Author | None) -> HttpResponse:
    form = AuthorForm(request.POST if request.method == "POST" else None, row=author)
    if not form.is_valid():
        return studio_page(request, "author_form", room="authors", form=form, row=author)
    save_author(author, by=request.user, **form.cleaned_data)
    notes.say(request, _("Saved."))
    return redirect("studio:authors")
