"""The editor: one form, one button pressed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from blog import access
from blog.actions.create_post import create_post
from blog.actions.errors import ActionRefused, EditConflict
from blog.actions.update_post import update_post
from blog.models import Author, Blog, Post
from blog.rendering import MAX_SOURCE_BYTES
from blog.studio import notes
from blog.studio.conflict import post_twins
from blog.studio.deeds import Deed, do, in_order, require_deed
from blog.studio.forms.editor import sent_files, typed_data
from blog.studio.forms.post import PostForm
from blog.studio.page import studio_page
from blog.studio.standing import standing_of
from tenants.access import studio_view
from tenants.db.scope import all_or_nothing
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def post_new(request: MemberRequest) -> HttpResponse:
    """An empty page; nothing is kept until something is saved."""
    return _edit(request, None)


@studio_view(May.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def post_edit(request: MemberRequest, post_id: int) -> HttpResponse:
    """A post's words and settings."""
    return _edit(request, access.editable_post_or_404(request.membership, post_id))


def _edit(request: MemberRequest, post: Post | None) -> HttpResponse:
    form = _form(request, post)
    if request.method != "POST":
        return _show(request, form)
    deed = Deed.asked(request.POST)
    require_deed(request.membership, deed)
    if not in_order(form, deed):
        return _show(request, form)
    try:
        with all_or_nothing():
            saved = do(deed, _save(request, form), form, by=request.user)
    except EditConflict as conflict:
        return _show_twins(request, form, conflict, deed)
    except ActionRefused as refused:
        form.add_error(None, str(refused))
        return _show(request, form)
    return _onward(request, saved, deed)


def _form(request: MemberRequest, post: Post | None) -> PostForm:
    return PostForm(
        typed_data(request),
        sent_files(request),
        blog=Blog.objects.current(),
        post=post,
        own_byline=None if post else Author.objects.all().of_user(request.user.pk),
        may_organise=request.membership.may(May.ORGANISE),
        may_sign=request.membership.may(May.EDIT_ALL),
    )


def _save(request: MemberRequest, form: PostForm) -> Post:
    data = form.with_picture(form.to_input(), by=request.user)
    if form.post is None:
        return create_post(by=request.user, data=data)
    post = Post.objects.get(pk=form.post.pk)  # the form's own stays as it was when opened
    return update_post(post, by=request.user, data=data, version=form.cleaned_data["version"])


def _show(request: MemberRequest, form: PostForm, status: int = 200, **extra: Any) -> HttpResponse:
    return studio_page(
        request,
        "post_editor",
        room="posts",
        blog=form.blog,
        status=status,
        form=form,
        post=form.post,
        standing=standing_of(form.post),
        text_key=f"post-{form.post.pk if form.post else 'new'}",
        most_bytes=MAX_SOURCE_BYTES,
        first=form.post is None and "first" in request.GET,
        **extra,
    )


def _show_twins(
    request: MemberRequest, form: PostForm, conflict: EditConflict, deed: Deed
) -> HttpResponse:
    twins = post_twins(form, conflict.current)
    return _show(request, form, status=409, twins=twins, intent=deed.value)


def _onward(request: MemberRequest, post: Post, deed: Deed) -> HttpResponse:
    match deed:
        case Deed.TRASH:
            notes.say_trashed(request, post)
            return redirect("studio:posts")
        case Deed.PREVIEW:
            return redirect("studio:post_preview", post.pk)
        case Deed.PUBLISH | Deed.PUBLISH_NOW:
            notes.say_published(request, post)
        case Deed.UNPUBLISH:
            notes.say_unpublished(request, post)
        case _:
            notes.say_saved(request, post)
    return redirect("studio:post_edit", post.pk)
