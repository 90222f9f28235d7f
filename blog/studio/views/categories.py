"""Categories: what posts are about."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.actions.save_category import save_category
from blog.models import Category
from blog.studio import notes
from blog.studio.filed import CATEGORY, ask_to_delete, bring_back, saved
from blog.studio.forms.named import CategoryForm
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.ORGANISE)
@require_safe
def categories(request: MemberRequest) -> HttpResponse:
    """All of them in their order, with how many posts each has."""
    return studio_page(
        request, "categories", room="categories", rows=Category.objects.all().filled()
    )


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def category_new(request: MemberRequest) -> HttpResponse:
    """One more."""
    return _edit(request, None)


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def category_edit(request: MemberRequest, category_id: int) -> HttpResponse:
    """Its name, address and description."""
    return _edit(request, get_object_or_404(Category, pk=category_id))


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def category_delete(request: MemberRequest, category_id: int) -> HttpResponse:
    """Ask, saying what becomes of its posts; then delete it. The posts are kept."""
    return ask_to_delete(request, CATEGORY, category_id)


@studio_view(May.ORGANISE)
@require_POST
def category_restore(request: MemberRequest, category_id: int) -> HttpResponse:
    """Bring back what was deleted or merged a moment ago in this browser, with its posts."""
    bring_back(request, CATEGORY, category_id)
    return redirect("studio:categories")


def _edit(request: MemberRequest, category: Category | None) -> HttpResponse:
    form = CategoryForm(request.POST if request.method == "POST" else None, row=category)
    if not form.is_valid() or not saved(
        form, lambda: save_category(category, by=request.user, **form.cleaned_data)
    ):
        return studio_page(request, "category_form", room="categories", form=form, row=category)
    notes.say(request, _("Saved."))
    return redirect("studio:categories")
