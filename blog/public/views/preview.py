"""A post before readers see it, for whoever was given the link."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from blog.actions.make_preview_link import hash_of
from blog.media.faces import face_of, with_faces
from blog.media.show import illustrate
from blog.models import Post, PreviewLink
from blog.newest import with_newest_words
from blog.public.access import as_reader_view
from blog.public.context import ReaderRequest, show

ENDED = 410


@require_safe
@as_reader_view  # and never kept: it shows what nobody else may see
def preview(request: ReaderRequest, token: str) -> HttpResponse:
    """The words as they were last kept, in the blog's own look; 410 once the link has ended."""
    link = PreviewLink.objects.all().of_token(hash_of(token))
    if link is None:
        raise Http404
    response = _post(request, link) if link.is_open else _ended(request)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"  # the address is the secret
    patch_cache_control(response, private=True, no_store=True)
    return response


def _post(request: ReaderRequest, link: PreviewLink) -> HttpResponse:
    post = with_newest_words(with_faces(Post.objects.all().for_reading()).get(pk=link.post_id))
    illustrate([post])
    context = {
        "post": post,
        "face": face_of(post.face_file),
        "preview": True,
        "preview_until": link.ends_at,
        "canonical_url": "",
    }
    return show(request, "blog/public/post.html", context)


def _ended(request: ReaderRequest) -> HttpResponse:
    context = {"preview": True, "canonical_url": ""}
    return show(request, "blog/public/preview_ended.html", context, status=ENDED)
