"""Links that show a post to somebody without an account, before readers see it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blog.access import editable_post_or_404
from blog.actions.errors import ActionRefused
from blog.actions.make_preview_link import make_preview_link
from blog.actions.restore_preview_link import restore_preview_link
from blog.actions.revoke_preview_link import revoke_preview_link
from blog.models import Post, PreviewLink
from blog.studio import notes
from blog.studio.forms.preview_link import PreviewLinkForm
from blog.studio.page import studio_page
from blog.studio.people import Names
from kit.origins import blog_url
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def preview_links(request: MemberRequest, post_id: int) -> HttpResponse:
    """All there are, with who made them, and a new one, whose address is shown this once."""
    post = editable_post_or_404(request.membership, post_id)
    form = PreviewLinkForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, post, form)
    try:
        days = int(form.cleaned_data["days"])
        link, token = make_preview_link(post, by=request.user, days=days)
    except ActionRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, post, form)
    there = blog_url(request.tenant.canonical_host, reverse("preview", args=[token]))
    return _page(request, post, PreviewLinkForm(), made=link, there=there)


@studio_view(May.WRITE)
@require_POST
def preview_link_revoke(request: MemberRequest, post_id: int, link_id: int) -> HttpResponse:
    """It shows nothing any more; the note has the way back."""
    link = _link_or_404(request, post_id, link_id)
    notes.say_preview_link_revoked(request, revoke_preview_link(link, by=request.user))
    return redirect("studio:preview_links", post_id)


@studio_view(May.WRITE)
@require_POST
def preview_link_restore(request: MemberRequest, post_id: int, link_id: int) -> HttpResponse:
    """It shows the post again, until it ends; what an editor took back only editors bring back."""
    link = _link_or_404(request, post_id, link_id)
    if link.revoked_by_id != request.user.pk and not request.membership.may(May.EDIT_ALL):
        raise PermissionDenied(_("Somebody else took this link back. You can make a new one."))
    restore_preview_link(link, by=request.user)
    notes.say_preview_link_restored(request)
    return redirect("studio:preview_links", post_id)


def _link_or_404(request: MemberRequest, post_id: int, link_id: int) -> PreviewLink:
    post = editable_post_or_404(request.membership, post_id)
    return get_object_or_404(PreviewLink, post=post, pk=link_id)


def _page(request: MemberRequest, post: Post, form: PreviewLinkForm, **extra: Any) -> HttpResponse:
    links = list(PreviewLink.objects.filter(post=post).newest())
    names = Names((link.made_by_id for link in links), reader=request.user.pk)
    rows = [(link, names[link.made_by_id]) for link in links]
    return studio_page(
        request, "preview_links", room="posts", post=post, form=form, rows=rows, **extra
    )
