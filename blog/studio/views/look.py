"""The blog's look: choose it, see it, save it, go back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.actions.save_look import restore_look, save_look
from blog.look.sheet import AccentSheet
from blog.look.themes import THEMES
from blog.models import Blog, Post
from blog.studio import notes
from blog.studio.forms.look import LookForm
from blog.studio.look_words import mended_sentence, told
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May

POSTS_IN_A_SAMPLE = 3


@studio_view(May.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: MemberRequest) -> HttpResponse:
    """Theme, accent, and what a page begins with. An address may carry a choice not saved yet."""
    blog = Blog.objects.all().for_readers().current()
    if request.method == "POST":
        form = LookForm(request.POST, blog=blog)
        if form.is_valid():
            return _saved(request, blog, form)
    else:
        form = LookForm(request.GET if "theme" in request.GET else None, blog=blog)
    return studio_page(request, "look", room="settings", blog=blog, **_context(form, blog))


def _saved(request: MemberRequest, blog: Blog, form: LookForm) -> HttpResponse:
    chosen = form.look
    if save_look(blog, by=request.user, **chosen):
        mended = mended_sentence(chosen["theme"], chosen["accent"])
        sentence = f"{_('Saved. Readers see it now.')} {mended}".rstrip()
        notes.say_undoable(request, sentence, reverse("studio:look_back"))
    else:
        notes.say(request, _("Nothing was changed."))
    return redirect("studio:look")


def _context(form: LookForm, blog: Blog) -> dict[str, Any]:
    chosen = form.look if form.is_bound and form.is_valid() else blog.kept_look
    accent = chosen["accent"]
    return {
        "form": form,
        "themes": THEMES.values(),
        "told": told(chosen["theme"], accent),
        "accents": [AccentSheet.of(key, accent) for key in THEMES] if accent else [],
        "posts": Post.objects.published().newest().listed()[:POSTS_IN_A_SAMPLE],
    }


@studio_view(May.CONFIGURE)
@require_safe
def look_accent(request: MemberRequest) -> HttpResponse:
    """What an accent not saved yet becomes, as a fragment; 400 with a sentence of no colour."""
    form = LookForm(request.GET, blog=Blog.objects.current())
    if not form.is_valid():
        return HttpResponseBadRequest(" ".join(map(str, form["accent"].errors)))
    found = told(form.look["theme"], form.look["accent"])
    return render(request, "blog/studio/parts/accent_told.html", {"told": found})


@studio_view(May.CONFIGURE)
@require_POST
def look_back(request: MemberRequest) -> HttpResponse:
    """Put the look before this one on again; doing it twice changes nothing."""
    if restore_look(Blog.objects.current(), by=request.user):
        sentence = _("The look before is back.")
        notes.say_undoable(request, sentence, reverse("studio:look_back"))
    else:
        notes.fail(request, _("There is no look before this one."))
    return redirect("studio:look")
