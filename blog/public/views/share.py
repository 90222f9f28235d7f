"""The picture of a post, for sites that show a link to it."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control

from blog.models import Post
from blog.models.visibility import Visibility
from blog.public.access import reader_view
from blog.public.conditional import conditional
from blog.public.context import ReaderRequest
from blog.share.keeping import digest_of, picture_of, share_path


@reader_view
@cache_control(public=True, max_age=86_400)
def share_picture(request: ReaderRequest, post_id: int, digest: str) -> HttpResponse:
    """A PNG of 1200 x 630; an address of before leads to today's.

    Of a post in no list there is but the exact address: its number is easily guessed, and what
    its title says is not to be learnt by it.
    """
    post = get_object_or_404(Post.objects.readable().only("title", "visibility"), pk=post_id)
    if digest != digest_of(post, request.blog):
        if post.visibility != Visibility.PUBLIC:
            raise Http404
        return HttpResponseRedirect(share_path(post, request.blog))
    answer = HttpResponse(picture_of(post, request.blog), content_type="image/png")
    # Other sites show it: that is what it is for.
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return conditional(request, answer)
