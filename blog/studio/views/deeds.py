"""What is done to a post without opening it: publish, take back, trash, restore."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from blog.access import editable_post_or_404
from blog.actions.errors import ActionRefused
from blog.actions.publish_post import publish_post
from blog.actions.restore_post import restore_post
from blog.actions.trash_post import trash_post
from blog.actions.unpublish_post import unpublish_post
from blog.studio import notes
from kit.numbers import whole_number
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.PUBLISH)
@require_POST
def post_publish(request: MemberRequest, post_id: int) -> HttpResponse:
    """Publish what is saved: now, or as it was before it was taken back at the version `again`."""
    post = editable_post_or_404(request.membership, post_id)
    again = "again" in request.GET
    if again and post.published_at is None:  # it was to come, and nobody said that it come now
        return redirect("studio:post_edit", post.pk)
    at = post.published_at if again else None
    version = (whole_number(request.GET["again"]) or 0) if again else None
    try:
        published = publish_post(post, by=request.user, at=at, version=version)
        notes.say_published(request, published)
    except ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect("studio:post_edit", post.pk)


@studio_view(May.PUBLISH)
@require_POST
def post_unpublish(request: MemberRequest, post_id: int) -> HttpResponse:
    """Take it back from readers."""
    post = editable_post_or_404(request.membership, post_id)
    unpublish_post(post, by=request.user)
    notes.say_unpublished(request, post)
    return redirect("studio:post_edit", post.pk)


@studio_view(May.PUBLISH)
@require_POST
def post_trash(request: MemberRequest, post_id: int) -> HttpResponse:
    """Put it into the trash; the note has the way back."""
    post = trash_post(editable_post_or_404(request.membership, post_id), by=request.user)
    notes.say_trashed(request, post)
    return redirect("studio:posts")


@studio_view(May.PUBLISH)
@require_POST
def post_restore(request: MemberRequest, post_id: int) -> HttpResponse:
    """Take it out of the trash, as it was; or as a draft, where the plan has room for no more."""
    post = editable_post_or_404(request.membership, post_id)
    was = post.status
    restore_post(post, by=request.user)
    notes.say_restored(request, post, as_it_was=post.status == was)
    return redirect("studio:posts")
