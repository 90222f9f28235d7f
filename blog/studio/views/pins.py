"""What stands on top of the blog: put there, taken down, moved by one place."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from blog.access import editable_post_or_404
from blog.actions.errors import ActionRefused
from blog.actions.pin_post import move_pin, pin_post, place_on_top, unpin_post
from blog.studio import notes
from kit.numbers import whole_number
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.EDIT_ALL)
@require_POST
def post_pin(request: MemberRequest, post_id: int) -> HttpResponse:
    """On top: below those that stand there, or at the `place` that Undo names."""
    post = editable_post_or_404(request.membership, post_id)
    place = whole_number(request.GET.get("place"))
    try:
        notes.say_pinned(request, pin_post(post, by=request.user, place=place))
    except ActionRefused as refused:
        notes.fail(request, str(refused))
    return redirect("studio:posts")


@studio_view(May.EDIT_ALL)
@require_POST
def post_unpin(request: MemberRequest, post_id: int) -> HttpResponse:
    """Where its date puts it; Undo puts it back into its place on top."""
    post = editable_post_or_404(request.membership, post_id)
    place = place_on_top(post)
    notes.say_unpinned(request, unpin_post(post, by=request.user), place)
    return redirect("studio:posts")


@studio_view(May.EDIT_ALL)
@require_POST
def pin_up(request: MemberRequest, post_id: int) -> HttpResponse:
    """One place up among those on top."""
    return _move(request, post_id, -1)


@studio_view(May.EDIT_ALL)
@require_POST
def pin_down(request: MemberRequest, post_id: int) -> HttpResponse:
    """One place down."""
    return _move(request, post_id, 1)


def _move(request: MemberRequest, post_id: int, places: int) -> HttpResponse:
    post = editable_post_or_404(request.membership, post_id)
    if move_pin(post, by=request.user, places=places):
        notes.say_pin_moved(request, post, places)
    return redirect("studio:posts")
