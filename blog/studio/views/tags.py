"""Tags: the words that posts carry. Posts bring new ones; here they are put in order."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.actions.save_tag import save_tag
from blog.models import Tag
from blog.studio import notes
from blog.studio.filed import TAG, ask_to_delete, bring_back, saved
from blog.studio.forms.filters import NameFilter
from blog.studio.forms.named import TagForm
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May

PAGE_SIZE = 50


@studio_view(May.ORGANISE)
@require_safe
def tags(request: MemberRequest) -> HttpResponse:
    """All of them by name, fifty to a page, with how many posts each has."""
    filters = NameFilter(request.GET)
    chosen = Tag.objects.all().matching(filters.words)
    page = Paginator(chosen.filled(), PAGE_SIZE).get_page(request.GET.get("page"))
    return studio_page(request, "tags", room="categories", page=page, filters=filters)


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def tag_edit(request: MemberRequest, tag_id: int) -> HttpResponse:
    """Its name and its address."""
    tag = get_object_or_404(Tag, pk=tag_id)
    form = TagForm(request.POST if request.method == "POST" else None, row=tag)
    if not form.is_valid() or not saved(
        form, lambda: save_tag(tag, by=request.user, **form.cleaned_data)
    ):
        twin = _twin(form, tag)
        return studio_page(request, "tag_form", room="categories", form=form, row=tag, twin=twin)
    notes.say(request, _("Saved."))
    return redirect("studio:tags")


def _twin(form: TagForm, tag: Tag) -> Tag | None:
    """The other tag that has the name that was typed: one may want to merge them."""
    taken = form.has_error("name", "taken")
    return Tag.objects.exclude(pk=tag.pk).called(str(form["name"].value())) if taken else None


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def tag_delete(request: MemberRequest, tag_id: int) -> HttpResponse:
    """Ask, saying how many posts lose it; then take it from all of them."""
    return ask_to_delete(request, TAG, tag_id)


@studio_view(May.ORGANISE)
@require_POST
def tag_restore(request: MemberRequest, tag_id: int) -> HttpResponse:
    """Bring back what was deleted or merged a moment ago in this browser, on all its posts."""
    bring_back(request, TAG, tag_id)
    return redirect("studio:tags")
