"""What is done with a picture: the trash, the way back, another try, another file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from blog.actions.errors import ActionRefused
from blog.media.access import changeable_picture_or_404, replaceable_picture_or_404
from blog.media.actions.replace_picture import (
    replace_picture,
    require_replaceable,
    undo_replacement,
)
from blog.media.actions.restore_picture import restore_picture
from blog.media.actions.retry_picture import retry_picture
from blog.media.actions.trash_picture import trash_picture
from blog.media.storing import stored_beside
from blog.studio import picture_notes as notes
from blog.studio.forms.picture import PictureForm, ReplaceForm
from blog.studio.notes import fail
from blog.studio.views.media import picture_page
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


@studio_view(May.WRITE)
@require_POST
def picture_replace(request: MemberRequest, key: str) -> HttpResponse:
    """Another file in its place, wherever it is shown; the note has the way back."""
    row = replaceable_picture_or_404(request.membership, key)
    form = ReplaceForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            require_replaceable(row)
            with stored_beside(row, form.cleaned_data["picture"]) as file:
                row = replace_picture(row, file, by=request.user)
        except ActionRefused as refused:
            form.add_error("picture", str(refused))
        else:
            notes.say_replaced(request, row)
            return redirect("studio:picture", key)
    return picture_page(request, row, PictureForm(picture=row), form)


@studio_view(May.WRITE)
@require_POST
def picture_replace_undo(request: MemberRequest, key: str) -> HttpResponse:
    """The file before the replacement that `of` names; the note has the way back to the new one."""
    row = replaceable_picture_or_404(request.membership, key)
    try:
        change = undo_replacement(row, request.GET.get("of", ""), by=request.user)
    except ActionRefused as refused:
        fail(request, str(refused))
    else:
        notes.say_replacement_undone(request, row, change)
    return redirect("studio:picture", key)
