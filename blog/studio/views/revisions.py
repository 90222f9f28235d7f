"""What a post once said: the list, two of them side by side, and the way back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from blog.access import editable_post_or_404
from blog.actions.drop_changes import drop_changes
from blog.actions.errors import EditConflict
from blog.actions.restore_revision import restore_revision
from blog.models import Revision
from blog.studio import notes
from blog.studio.history import rows_of, sides_of
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May

PAGE_SIZE = 30


@studio_view(May.WRITE)
@require_safe
def revisions(request: MemberRequest, post_id: int) -> HttpResponse:
    """All there are, the newest first, with who and when."""
    post = editable_post_or_404(request.membership, post_id)
    found = Revision.objects.filter(post=post).newest()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = rows_of(post, page, reader=request.user.pk)
    return studio_page(request, "revisions", room="posts", post=post, page=page, rows=rows)


@studio_view(May.WRITE)
@require_safe
def revision_compare(request: MemberRequest, post_id: int) -> HttpResponse:
    """Any two, `?old=3&new=7`; the older one stands first, however they were asked for."""
    post = editable_post_or_404(request.membership, post_id)
    versions = sorted(_number(request.GET.get(name, "")) for name in ("old", "new"))
    pair = [get_object_or_404(Revision, post=post, version=version) for version in versions]
    old, new = rows_of(post, pair, reader=request.user.pk)
    sides = sides_of(old.revision, new.revision)
    return studio_page(
        request, "revision_compare", room="posts", post=post, old=old, new=new, sides=sides
    )


@studio_view(May.WRITE)
@require_POST
def revision_restore(request: MemberRequest, post_id: int, version: int) -> HttpResponse:
    """Its words become the newest; Undo brings those back that were."""
    post = editable_post_or_404(request.membership, post_id)
    revision = get_object_or_404(Revision, post=post, version=version)
    before = post.version
    try:
        restore_revision(post, revision, by=request.user)
        notes.say_revision_restored(request, post, before)
    except EditConflict as conflict:
        messages.error(request, str(conflict))
    return redirect("studio:post_edit", post.pk)


@studio_view(May.WRITE)
@require_safe
def post_changes(request: MemberRequest, post_id: int) -> HttpResponse:
    """What readers see now, and what they will after Update."""
    post = editable_post_or_404(request.membership, post_id)
    kept = Revision.objects.all().ahead_of(post)
    sides = sides_of(post, kept or post)
    return studio_page(request, "post_changes", room="posts", post=post, kept=kept, sides=sides)


@studio_view(May.WRITE)
@require_POST
def changes_drop(request: MemberRequest, post_id: int) -> HttpResponse:
    """Back to what readers see; Undo brings the changes back."""
    post = editable_post_or_404(request.membership, post_id)
    before = post.version
    if not post.has_changes:
        return redirect("studio:post_changes", post.pk)  # which says that there are none
    try:
        drop_changes(post, by=request.user)
        notes.say_changes_dropped(request, post, before)
    except EditConflict as conflict:
        messages.error(request, str(conflict))
    return redirect("studio:post_edit", post.pk)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)
