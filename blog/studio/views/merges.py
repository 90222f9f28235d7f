"""Make one category or tag of two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blog.actions.gone import Gone
from blog.actions.merge_category import merge_category
from blog.actions.merge_tag import merge_tag
from blog.actions.merging import NotMerged
from blog.models import Category, Tag
from blog.studio import notes, undo
from blog.studio.filed import CATEGORY, TAG, Kind
from blog.studio.forms.merge import MergeCategoryForm, MergeTagForm
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def category_merge(request: MemberRequest, category_id: int) -> HttpResponse:
    """Ask into which, saying what becomes of its posts and its address; then do it."""
    row = get_object_or_404(Category.objects.all().filled(), pk=category_id)
    form = MergeCategoryForm(request.POST if request.method == "POST" else None, row=row)
    return _merge(request, CATEGORY, form, row, merge_category)


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def tag_merge(request: MemberRequest, tag_id: int) -> HttpResponse:
    """The same for a tag."""
    row = get_object_or_404(Tag.objects.all().filled(), pk=tag_id)
    sent, asked = request.POST if request.method == "POST" else None, request.GET.get("into", "")
    return _merge(request, TAG, MergeTagForm(sent, row=row, into=asked), row, merge_tag)


def _merge(
    request: MemberRequest,
    kind: Kind[Any],
    form: MergeCategoryForm | MergeTagForm,
    row: Category | Tag,
    merge: Callable[..., Gone],
) -> HttpResponse:
    if form.is_valid():
        into = form.cleaned_data["into"]
        try:
            gone = merge(row, by=request.user, into=into)
        except NotMerged as refused:
            form.add_error(None, str(refused))
        else:
            return _merged(request, kind, gone, into)
    return studio_page(request, "merge", room=kind.room, form=form, row=row, back=reverse(kind.all))


def _merged(
    request: MemberRequest, kind: Kind[Any], gone: Gone, into: Category | Tag
) -> HttpResponse:
    undo.keep(request, kind.name, gone)
    names = {"name": gone.fields["name"], "into": into.name}
    notes.say_undoable(
        request,
        _("“%(name)s” is a part of “%(into)s” now.") % names,
        reverse(f"studio:{kind.name}_restore", args=[gone.fields["id"]]),
    )
    return redirect(kind.all)
