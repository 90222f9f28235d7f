"""A post as readers would see it, whatever its state, for those who may edit it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from blog.access import editable_post_or_404
from blog.media.faces import face_of, with_faces
from blog.media.show import noted_pictures
from blog.models import Blog, Post
from blog.newest import with_newest_words
from blog.studio.as_readers import as_readers_see
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May

# The studio shows it in a frame as well; other origins still may not.
FRAMED: Any = settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]}


@csp_override(FRAMED)
@xframe_options_sameorigin
@studio_view(May.WRITE)
@require_safe
def post_preview(request: MemberRequest, post_id: int) -> HttpResponse:
    """The words as they were last kept, in the blog's own look."""
    editable_post_or_404(request.membership, post_id)
    blog = Blog.objects.all().for_readers().current()
    post = with_newest_words(with_faces(Post.objects.all().for_reading()).get(pk=post_id))
    post.pictures = noted_pictures(post.content_html)
    shown: dict[str, Any] = {"post": post, "face": face_of(post.face_file), "editable": True}
    if "framed" in request.GET:  # where links to the studio would lead into the frame
        shown |= {"membership": None}
    return as_readers_see(request, blog, "blog/public/post.html", **shown)
