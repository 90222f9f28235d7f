"""The navigation: which pages, categories and links stand in it, and in which order."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blog.actions.navigate import NavigationRefused, add_link, move_item, put_item, take_item
from blog.models import Blog
from blog.navigation import items_of
from blog.studio import notes
from blog.studio.forms.navigation import LinkForm
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May

LONGEST = 4  # digits of a place


@studio_view(May.EDIT_ALL)
@require_http_methods(["GET", "HEAD", "POST"])
def navigation(request: MemberRequest) -> HttpResponse:
    """All of it, what else could stand there, and a form for a link to elsewhere."""
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            item = add_link(by=request.user, **form.cleaned_data)
        except NavigationRefused as refused:
            form.add_error(None, str(refused))
        else:
            undo = reverse("studio:navigation_take", args=[item.name])
            notes.say_undoable(request, _("It stands in the navigation now."), undo)
            return _back(item.name)
    blog = Blog.objects.current()
    standing, out = items_of(blog)
    return studio_page(
        request, "navigation", room="pages", blog=blog, standing=standing, out=out, form=form
    )


@studio_view(May.EDIT_ALL)
@require_POST
def navigation_up(request: MemberRequest, name: str) -> HttpResponse:
    """One place towards the beginning."""
    return _move(request, name, -1)


@studio_view(May.EDIT_ALL)
@require_POST
def navigation_down(request: MemberRequest, name: str) -> HttpResponse:
    """One place towards the end."""
    return _move(request, name, 1)


@studio_view(May.EDIT_ALL)
@require_POST
def navigation_take(request: MemberRequest, name: str) -> HttpResponse:
    """Out of it; the note has the way back to its place."""
    taken = take_item(name, by=request.user)
    if taken is not None:
        item, place = taken
        undo = f"{reverse('studio:navigation_put', args=[name])}?at={place}"
        said = _("“%(title)s” stands in the navigation no more.") % {"title": item.title}
        notes.say_undoable(request, said, undo)
    return redirect("studio:navigation")


@studio_view(May.EDIT_ALL)
@require_POST
def navigation_put(request: MemberRequest, name: str) -> HttpResponse:
    """Into it: at the end, or in the place `at` that it had."""
    at = request.GET.get("at", "")
    place = int(at) if at.isascii() and at.isdigit() and len(at) <= LONGEST else None
    if put_item(name, by=request.user, at=place) is not None:
        undo = reverse("studio:navigation_take", args=[name])
        notes.say_undoable(request, _("It stands in the navigation now."), undo)
    return _back(name)


def _move(request: MemberRequest, name: str, places: int) -> HttpResponse:
    if move_item(name, by=request.user, places=places) is not None:
        back = "studio:navigation_down" if places < 0 else "studio:navigation_up"
        sentence = _("Moved up.") if places < 0 else _("Moved down.")
        notes.say_undoable(request, sentence, reverse(back, args=[name]))
    return _back(name)


def _back(name: str) -> HttpResponse:
    return redirect(f"{reverse('studio:navigation')}#{name}")
