"""Categories: what posts are about."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.actions.delete_category import delete_category
from blog.actions.restore_category import restore_category
from blog.actions.save_category import save_category
from blog.models import Category
from blog.studio import notes, undo
from blog.studio.forms.named import CategoryForm
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.ORGANISE)
@require_safe
def categories(request: MemberRequest) -> HttpResponse:
    """All of them, with how many posts each has."""
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
    category = get_object_or_404(Category.objects.all().filled(), pk=category_id)
    if request.method == "POST":
        undo.keep(request, "category", delete_category(category, by=request.user))
        notes.say_undoable(
            request,
            _("“%(name)s” is deleted; its posts are kept.") % {"name": category.name},
            reverse("studio:category_restore", args=[category_id]),
        )
        return redirect("studio:categories")
    return studio_page(request, "category_delete", room="categories", row=category)


@studio_view(May.ORGANISE)
@require_POST
def category_restore(request: MemberRequest, category_id: int) -> HttpResponse:
    """Bring back what was deleted a moment ago in this browser, with its posts."""
    gone = undo.take(request, "category", category_id)
    if gone is None:
        notes.fail(request, _("That can no longer be undone."))
    else:
        category = restore_category(gone, by=request.user)
        notes.say(request, _("“%(name)s” is back, and so are its posts.") % {"name": category.name})
    return redirect("studio:categories")


def _edit(request: MemberRequest, category: Category | None) -> HttpResponse:
    form = CategoryForm(request.POST if request.method == "POST" else None, row=category)
    if not form.is_valid():
        return studio_page(request, "category_form", room="categories", form=form, row=category)
    save_category(category, by=request.user, **form.cleaned_data)
    notes.say(request, _("Saved."))
    return redirect("studio:categories")
