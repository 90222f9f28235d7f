"""Pages: their list, and the editor for one. They have no drafts, but a trash."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from blog.actions.create_page import create_page
from blog.actions.errors import ActionRefused, EditConflict
from blog.actions.trash_page import trash_page
from blog.actions.update_page import update_page
from blog.models import Page
from blog.rendering import MAX_SOURCE_BYTES
from blog.studio import notes
from blog.studio.conflict import page_twins
from blog.studio.forms.editor import sent_files, typed_data
from blog.studio.forms.page import PageForm
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.db.scope import all_or_nothing
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.EDIT_ALL)
@require_safe
def pages(request: MemberRequest) -> HttpResponse:
    """All pages, in the order of the navigation; or those in the trash."""
    trash = request.GET.get("status") == "trash"
    kept, trashed = list(Page.objects.kept().listed()), list(Page.objects.trashed().listed())
    return studio_page(request, "pages", room="pages", pages=kept, trashed=trashed, in_trash=trash)


@studio_view(May.EDIT_ALL)
@require_http_methods(["GET", "HEAD", "POST"])
def page_new(request: MemberRequest) -> HttpResponse:
    """An empty page."""
    return _edit(request, None)


@studio_view(May.EDIT_ALL)
@require_http_methods(["GET", "HEAD", "POST"])
def page_edit(request: MemberRequest, page_id: int) -> HttpResponse:
    """A page's words and settings."""
    return _edit(request, get_object_or_404(Page, pk=page_id))


def _edit(request: MemberRequest, page: Page | None) -> HttpResponse:
    form = _form(request, page)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form)
    try:
        with form.picture_stored(), all_or_nothing():
            saved = _save(request, form)
    except EditConflict as conflict:
        return _show(request, form, status=409, twins=page_twins(form, conflict.current))
    except ActionRefused as refused:
        form.add_error(None, str(refused))
        return _show(request, form)
    if request.POST.get("do") == "trash":  # with its last words
        notes.say_page_trashed(request, trash_page(saved, by=request.user))
        return redirect("studio:pages")
    notes.say_page_saved(request, saved)
    return redirect("studio:page_edit", saved.pk)


def _form(request: MemberRequest, page: Page | None) -> PageForm:
    return PageForm(typed_data(request), sent_files(request), page=page)


def _save(request: MemberRequest, form: PageForm) -> Page:
    data = form.with_picture(form.to_input(), by=request.user)
    if form.page is None:
        return create_page(by=request.user, data=data)
    page = Page.objects.get(pk=form.page.pk)
    return update_page(page, by=request.user, data=data, version=form.cleaned_data["version"])


def _show(request: MemberRequest, form: PageForm, status: int = 200, **extra: Any) -> HttpResponse:
    return studio_page(
        request,
        "page_editor",
        room="pages",
        status=status,
        form=form,
        page=form.page,
        text_key=f"page-{form.page.pk if form.page else 'new'}",
        most_bytes=MAX_SOURCE_BYTES,
        **extra,
    )
