"""The blog in a look that is not saved yet: its own pages, with its own posts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from blog.media.faces import face_of, with_faces
from blog.media.show import noted_pictures
from blog.models import Blog, KeptLook, Post
from blog.studio.as_readers import as_readers_see
from blog.studio.forms.look import LookForm
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May

POSTS_SHOWN = 5  # as on the front page


@studio_view(May.CONFIGURE)
@require_safe
def look_preview(request: MemberRequest) -> HttpResponse:
    """The front page, or `at=post` the newest post, in the look that the address describes.

    Nothing is saved. What makes no sense leads back to the form, which says so.
    """
    blog = Blog.objects.all().for_readers().current()
    form = LookForm(request.GET, blog=blog)
    if not form.is_valid():
        return redirect(f"{reverse('studio:look')}?{request.GET.urlencode()}")
    look = form.look
    blog.theme, blog.accent, blog.scheme = look["theme"], look["accent"], look["scheme"]
    posts = Post.objects.published().newest()
    newest = with_faces(posts.for_reading()).first() if request.GET.get("at") == "post" else None
    shared: dict[str, Any] = {"look_bar": _bar(look, at_post=newest is not None)}
    if newest:
        newest.pictures = noted_pictures(newest.content_html)
        shared |= {"face": face_of(newest.face_file)}
        return as_readers_see(request, blog, "blog/public/post.html", post=newest, **shared)
    shown = list(posts.listed()[:POSTS_SHOWN])
    return as_readers_see(
        request, blog, "blog/public/home.html", posts=shown, total=len(shown), **shared
    )


def _bar(look: KeptLook, *, at_post: bool) -> dict[str, Any]:
    """Where one can go from here, the choice in hand."""
    query = urlencode(look)
    here = reverse("studio:look_preview")
    return {
        "back": f"{reverse('studio:look')}?{query}",
        "front": f"{here}?{query}",
        "post": f"{here}?{query}&at=post",
        "at_post": at_post,
    }
