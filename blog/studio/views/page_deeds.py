"""What is done to a page without opening it: its place, the trash, and the way back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from blog.actions.move_page import move_page
from blog.actions.restore_page import restore_page
from blog.actions.trash_page import trash_page
from blog.models import Page
from blog.studio import notes
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.EDIT_ALL)
@require_POST
def page_up(request: MemberRequest, page_id: int) -> HttpResponse:
    """One place towards the beginning of the navigation."""
    return _move(request, page_id, -1)


@studio_view(May.EDIT_ALL)
@require_POST
def page_down(request: MemberRequest, page_id: int) -> HttpResponse:
    """One place towards its end."""
    return _move(request, page_id, 1)


def _move(request: MemberRequest, page_id: int, places: int) -> HttpResponse:
    page = get_object_or_404(Page.objects.kept(), pk=page_id)
    if move_page(page, by=request.user, places=places):
        notes.say_page_moved(request, page, places)
    return redirect(f"{reverse('studio:pages')}#page-{page.pk}")


@studio_view(May.EDIT_ALL)
@require_POST
def page_trash(request: MemberRequest, page_id: int) -> HttpResponse:
    """Put it into the trash; the note has the way back."""
    page = trash_page(get_object_or_404(Page, pk=page_id), by=request.user)
    notes.say_page_trashed(request, page)
    return redirect("studio:pages")


@studio_view(May.EDIT_ALL)
@require_POST
def page_restore(request: MemberRequest, page_id: int) -> HttpResponse:
    """Take it out of the trash; the note says so when its address is a new one."""
    page = get_object_or_404(Page, pk=page_id)
    slug = page.slug
    restore_page(page, by=request.user)
    notes.say_page_restored(request, page, same_address=page.slug == slug)
    return redirect("studio:pages")
