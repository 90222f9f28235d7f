"""The editor: one form, one button pressed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from blog import access
from blog.actions.create_post import create_post
from blog.actions.errors import ActionRefused, EditConflict
from blog.actions.keep_words import keep_words
from blog.actions.update_post import update_post
from blog.models import Author, Blog, HandIn, Post
from blog.rendering import MAX_SOURCE_BYTES
from blog.review import Step, may_take
from blog.studio import notes
from blog.studio.conflict import post_twins
from blog.studio.deeds import Deed, do, in_order, keeps_apart, require_deed
from blog.studio.forms.editor import sent_files, typed_data
from blog.studio.forms.post import PostForm
from blog.studio.merge import both_in_one
from blog.studio.page import studio_page
from blog.studio.standing import standing_of
from blog.studio.views.post_words import words_url
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
    require_deed(request.membership, deed, post)
    if not in_order(form, deed):
        return _show(request, form)
    if post and "both" in request.POST:
        return _show_both(request, post, form)
    try:
        with form.picture_stored(), all_or_nothing():
            saved = do(deed, _save(request, form, deed), form, by=request.user)
    except EditConflict as conflict:
        return _show_twins(request, form, conflict, deed)
    except ActionRefused as refused:
        form.add_error(None, str(refused))
        return _show(request, form)
    return _onward(request, saved, deed)


def _form(request: MemberRequest, post: Post | None, data: QueryDict | None = None) -> PostForm:
    return PostForm(
        data or typed_data(request),
        sent_files(request),
        blog=Blog.objects.current(),
        post=post,
        own_byline=None if post else Author.objects.all().of_user(request.user.pk),
        may_organise=request.membership.may(May.ORGANISE),
        may_sign=request.membership.may(May.EDIT_ALL),
    )


def _save(request: MemberRequest, form: PostForm, deed: Deed) -> Post:
    data = form.with_picture(form.to_input(), by=request.user)
    if form.post is None:
        return create_post(by=request.user, data=data)
    post = Post.objects.get(pk=form.post.pk)  # the form's own stays as it was when opened
    version = form.cleaned_data["version"]
    if keeps_apart(deed, post):
        return keep_words(post, by=request.user, words=form.to_words(data), version=version)
    return update_post(post, by=request.user, data=data, version=version)


def _show(request: MemberRequest, form: PostForm, status: int = 200, **extra: Any) -> HttpResponse:
    handing = _handing(request, form.post)
    return studio_page(
        request,
        "post_editor",
        room="posts",
        blog=form.blog,
        status=status,
        form=form,
        post=form.post,
        standing=standing_of(form.post, handing["last"]),
        handing=handing,
        text_key=f"post-{form.post.pk if form.post else 'new'}",
        words_url=words_url(form.post),
        most_bytes=MAX_SOURCE_BYTES,
        first=form.post is None and "first" in request.GET,
        **extra,
    )


def _handing(request: MemberRequest, post: Post | None) -> dict[str, Any]:
    """What was said of a draft that was handed in, and what this person may do about it."""
    last = HandIn.objects.all().latest_of(post) if post and post.status == "draft" else None
    open_one = last if last and last.is_open else None
    asks = not request.membership.may(May.PUBLISH)  # others publish by themselves
    may = {
        step.value: bool(post and may_take(step, request.membership, post, open_one))
        for step in Step
    }
    return {"last": last, "may": may, "asks": asks and (post is None or may["hand_in"])}


def _show_twins(
    request: MemberRequest, form: PostForm, conflict: EditConflict, deed: Deed
) -> HttpResponse:
    twins = post_twins(form, conflict.current)
    return _show(request, form, status=409, twins=twins, intent=deed.value)


def _show_both(request: MemberRequest, post: Post, form: PostForm) -> HttpResponse:
    """Both texts in one, not saved, to be sorted out: over the version that it was made of."""
    data = request.POST.copy()
    theirs = str(form.beside(post)["content"].value())
    data["content"] = both_in_one(form.cleaned_data["content"], theirs)
    data["version"] = str(post.version)
    return _show(request, _form(request, post, data), both=True)


def _onward(request: MemberRequest, post: Post, deed: Deed) -> HttpResponse:
    match deed:
        case Deed.TRASH:
            notes.say_trashed(request, post)
            return redirect("studio:posts")
        case Deed.PREVIEW:
            return redirect("studio:post_preview", post.pk)
        case Deed.PUBLISH | Deed.PUBLISH_NOW:
            notes.say_published(request, post)
        case Deed.HAND_IN:
            notes.say(request, notes.handed_in())
        case Deed.TAKE_BACK:
            notes.say(request, notes.taken_back())
        case Deed.UNPUBLISH:
            notes.say_unpublished(request, post)
        case Deed.KEEP if post.has_changes:
            notes.say_kept(request)
        case _:
            notes.say_saved(request, post)
    return redirect("studio:post_edit", post.pk)
