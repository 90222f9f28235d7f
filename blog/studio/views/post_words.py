"""Where the editor leaves what is being written, by itself. Its answers are for its script."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from blog import access
from blog.actions.create_post import create_post
from blog.actions.errors import EditConflict
from blog.actions.keep_words import keep_words
from blog.models import Post, Revision
from blog.models.revision import Kind
from blog.studio.forms.words import WordsForm
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.WRITE)
@require_POST
def post_words(request: MemberRequest, post_id: int) -> HttpResponse:
    """Keep the words of a post. 409: somebody saved in between, and nothing was written."""
    post = access.editable_post_or_404(request.membership, post_id)
    form = WordsForm(request.body)
    if not form.is_valid():
        return _refused(form)
    return _keep(request, post, form, form.version_opened)


@studio_view(May.WRITE)
@require_POST
def post_begin(request: MemberRequest) -> HttpResponse:
    """Make a post of the first words; asked again by the same name, it is the same post."""
    form = WordsForm(request.body)
    if not form.is_valid():
        return _refused(form)
    begun = Post.objects.all().begun_as(form.begun, request.user.pk)
    if begun and not access.may_edit(request.membership, begun):
        raise PermissionDenied
    post = begun or create_post(by=request.user, data=form.to_input(), begun_as=form.begun)
    if begun or form.has_settings:
        return _keep(request, post, form, 1, status=201)
    return _kept(post, status=201)


def words_url(post: Post | None) -> str:
    """Where the editor of `post`, or of a new one, leaves what is being written."""
    return reverse("studio:post_words", args=[post.pk]) if post else reverse("studio:post_begin")


def _keep(
    request: MemberRequest, post: Post, form: WordsForm, version: int, status: int = 200
) -> HttpResponse:
    words = form.to_words()
    try:
        try:
            post = keep_words(post, by=request.user, words=words, version=version)
        except EditConflict as conflict:
            post = _as_left_by_this_page(request, conflict, form)
            post = keep_words(post, by=request.user, words=words, version=post.version)
    except EditConflict as conflict:
        return JsonResponse({"error": str(conflict), "id": post.pk}, status=409)
    return _kept(post, status)


def _as_left_by_this_page(request: MemberRequest, conflict: EditConflict, form: WordsForm) -> Post:
    """The post as this very page saved it last: the answer was lost on its way, and nobody else
    wrote since. Raises the conflict again where somebody did.
    """
    post = conflict.current
    assert isinstance(post, Post)  # noqa: S101
    last = Revision.objects.filter(post=post, version=post.version, kind=Kind.REST)
    here = last.filter(saved_by_id=request.user.pk, settings__page=str(form.begun))
    if not access.may_edit(request.membership, post) or not (form.begun and here.exists()):
        raise conflict
    return post


def _kept(post: Post, status: int) -> HttpResponse:
    facts = {"id": post.pk, "version": post.version, "slug": post.slug, "apart": post.has_changes}
    there = {"url": reverse("studio:post_edit", args=[post.pk]), "words": words_url(post)}
    return JsonResponse(facts | there, status=status)


def _refused(form: WordsForm) -> HttpResponse:
    return JsonResponse({"error": form.sentence}, status=422)
