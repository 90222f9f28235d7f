"""What is done to a category without opening it: its place among the others."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blog.actions.move_category import move_category
from blog.models import Category
from blog.studio import notes
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.ORGANISE)
@require_POST
def category_up(request: MemberRequest, category_id: int) -> HttpResponse:
    """One place towards the beginning."""
    return _move(request, category_id, -1)


@studio_view(May.ORGANISE)
@require_POST
def category_down(request: MemberRequest, category_id: int) -> HttpResponse:
    """One place towards the end."""
    return _move(request, category_id, 1)


def _move(request: MemberRequest, category_id: int, places: int) -> HttpResponse:
    category = get_object_or_404(Category, pk=category_id)
    if move_category(category, by=request.user, places=places):
        back = "studio:category_down" if places < 0 else "studio:category_up"
        sentence = _("Moved up.") if places < 0 else _("Moved down.")
        notes.say_undoable(request, sentence, reverse(back, args=[category_id]))
    return redirect(f"{reverse('studio:categories')}#category-{category.pk}")
