"""Messages: what readers wrote to the blog."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from blog.contact.actions.mark_read import mark_read
from blog.contact.models import Message
from blog.studio.boxes import boxes
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.db.scope import is_looking_only
from tenants.http import MemberRequest
from tenants.roles import May

PAGE_SIZE = 20


@studio_view(May.ANSWER)
@require_safe
def messages(request: MemberRequest) -> HttpResponse:
    """The inbox, Spam or the trash: the newest first, twenty to a page."""
    offered = boxes(asked=request.GET.get("box", ""))
    box = next(box for box in offered if box.current)
    pages = Paginator(box.messages, PAGE_SIZE)
    pages.count = box.count
    page = pages.get_page(request.GET.get("page"))
    return studio_page(request, "messages", room="messages", boxes=offered, box=box, page=page)


@studio_view(May.ANSWER)
@require_safe
def message(request: MemberRequest, message_id: int) -> HttpResponse:
    """One message, which from then on counts as read."""
    row = get_object_or_404(Message, pk=message_id)
    if request.method == "GET" and not is_looking_only():
        mark_read(row, by=request.user)
    return studio_page(request, "message", room="messages", message=row)
