"""What is done with a picture: the trash, the way back, another try."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from blog.media.access import changeable_picture_or_404
from blog.media.actions.restore_picture import restore_picture
from blog.media.actions.retry_picture import retry_picture
from blog.media.actions.trash_picture import trash_picture
from blog.studio import picture_notes as notes
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.WRITE)
@require_POST
def picture_trash(request: MemberRequest, key: str) -> HttpResponse:
    """Put it into the trash; the note has the way back."""
    row = changeable_picture_or_404(request.membership, key)
    notes.say_trashed(request, trash_picture(row, by=request.user))
    return redirect("studio:media")


@studio_view(May.WRITE)
@require_POST
def picture_restore(request: MemberRequest, key: str) -> HttpResponse:
    """Take it out of the trash."""
    row = changeable_picture_or_404(request.membership, key)
    notes.say_restored(request, restore_picture(row, by=request.user))
    return redirect("studio:media")


@studio_view(May.WRITE)
@require_POST
def picture_retry(request: MemberRequest, key: str) -> HttpResponse:
    """Have it prepared once more."""
    retry_picture(changeable_picture_or_404(request.membership, key), by=request.user)
    return redirect("studio:picture", key)
