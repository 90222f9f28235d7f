"""What is done with a message: unread, spam, the trash, and back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from blog.contact.actions.mark_read import mark_read
from blog.contact.actions.mark_spam import mark_spam
from blog.contact.actions.restore_message import restore_message
from blog.contact.actions.trash_message import trash_message
from blog.contact.models import Message
from blog.studio import message_notes as notes
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.ANSWER)
@require_POST
def message_unread(request: MemberRequest, message_id: int) -> HttpResponse:
    """Let it look as if nobody had opened it."""
    mark_read(_message(message_id), by=request.user, read=False)
    notes.say_unread(request)
    return redirect("studio:messages")


@studio_view(May.ANSWER)
@require_POST
def message_spam(request: MemberRequest, message_id: int) -> HttpResponse:
    """Put it into Spam; the note has the way back."""
    notes.say_spam(request, mark_spam(_message(message_id), by=request.user))
    return redirect("studio:messages")


@studio_view(May.ANSWER)
@require_POST
def message_not_spam(request: MemberRequest, message_id: int) -> HttpResponse:
    """Take it out of Spam."""
    row = mark_spam(_message(message_id), by=request.user, spam=False)
    notes.say_not_spam(request, row)
    return redirect("studio:messages")


@studio_view(May.ANSWER)
@require_POST
def message_trash(request: MemberRequest, message_id: int) -> HttpResponse:
    """Put it into the trash; the note has the way back."""
    notes.say_trashed(request, trash_message(_message(message_id), by=request.user))
    return redirect("studio:messages")


@studio_view(May.ANSWER)
@require_POST
def message_restore(request: MemberRequest, message_id: int) -> HttpResponse:
    """Take it out of the trash."""
    notes.say_restored(request, restore_message(_message(message_id), by=request.user))
    return redirect("studio:messages")


def _message(message_id: int) -> Message:
    return get_object_or_404(Message, pk=message_id)
