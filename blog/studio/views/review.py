"""Drafts that were handed in: the list, and one to read and answer."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from blog.actions.answer_hand_in import ReadAgain, accept_hand_in, send_back
from blog.actions.errors import ActionRefused
from blog.actions.hand_in import AlreadyAnswered
from blog.clock import zone_of
from blog.media.show import illustrated
from blog.models import Blog, HandIn, Post
from blog.newest import with_newest_words
from blog.rendering import SafeHtml
from blog.studio import notes
from blog.studio.forms.review import ReviewForm
from blog.studio.handed_in import sides_since
from blog.studio.page import studio_page
from blog.studio.people import Names
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.EDIT_ALL)
@require_safe
def handed_in(request: MemberRequest) -> HttpResponse:
    """What waits for an answer, the longest first."""
    found = list(HandIn.objects.all().to_answer())
    names = Names((row.handed_by_id for row in found), reader=request.user.pk)
    rows = [(row, names[row.handed_by_id]) for row in found]
    return studio_page(request, "handed_in", room="posts", rows=rows)


@studio_view(May.EDIT_ALL)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: MemberRequest, post_id: int) -> HttpResponse:
    """What was handed in, what is different since the last time, and the answer."""
    data = request.POST if request.method == "POST" else None
    row = _asked_for(post_id, answered=data is not None)
    post = with_newest_words(Post.objects.select_related("category", "author").get(pk=post_id))
    blog = Blog.objects.current()
    form = ReviewForm(data, version=post.version, zone=zone_of(blog))
    if data is not None and form.is_valid():
        try:
            return _answer(request, row, form)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
            if isinstance(refused, ReadAgain):
                form.is_read_at(post.version)  # what is shown now is what the next answer is to
    names = Names([row.handed_by_id], reader=request.user.pk)
    return studio_page(
        request,
        "review",
        room="posts",
        blog=blog,
        form=form,
        post=post,
        row=row,
        who=names[row.handed_by_id],
        sides=sides_since(row, post),
        shown=illustrated(SafeHtml.from_storage(post.content_html, post.renderer_version)),
    )


def _asked_for(post_id: int, *, answered: bool) -> HandIn:
    """What waits for an answer; to whom has `answered`, also what does not any more.

    Their note is not lost by a 404: the page shows it again and says what happened meanwhile.
    """
    waiting = HandIn.objects.all().to_answer().filter(post_id=post_id).first()
    latest = HandIn.objects.filter(post_id=post_id).select_related("post").order_by("-pk").first()
    row = waiting or (latest if answered else None)
    if row is None:
        raise Http404
    return row


def _answer(request: MemberRequest, row: HandIn, form: ReviewForm) -> HttpResponse:
    if not row.is_open or row.post.trashed_at is not None:
        raise AlreadyAnswered
    if form.accepts:
        version, at = form.version_read, form.time_asked
        notes.say_published(request, accept_hand_in(row, by=request.user, version=version, at=at))
    else:
        send_back(row, by=request.user, note=form.cleaned_data["note"])
        notes.say(request, notes.sent_back())
    return redirect("studio:handed_in")
