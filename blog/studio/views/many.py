"""One change to the posts that were chosen in the list, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blog.access import posts_of
from blog.actions.many.edit import MOST, NotUndone, edit_many, undo_many
from blog.actions.many.one import Editor
from blog.models import OutboxEntry
from blog.querysets import PostQuerySet
from blog.studio import notes
from blog.studio.forms.filters import PostFilters
from blog.studio.forms.many import ManyForm
from blog.studio.many import entry_of, name_of, report_of, sentence_of
from blog.studio.page import studio_page
from blog.studio.tabs import tabs
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May

SHOWN = 10  # titles of those that one is asked about
NONE = 0  # the number of no post


@studio_view(May.WRITE)
@require_POST
def posts_many(request: MemberRequest) -> HttpResponse:
    """Do it to those chosen at once, or ask first: which tag, and whether really to all."""
    query = QueryDict(request.POST.get("query", ""))
    in_trash = query.get("status") == "trash"
    form = ManyForm(request.POST, membership=request.membership, in_trash=in_trash)
    if not form.is_valid() and "tag" not in form.errors:
        notes.fail(request, " ".join(str(one) for list_ in form.errors.values() for one in list_))
        return redirect(_back(query))
    chosen = _chosen(request, form, query)
    if form.errors or form.asks_first:
        return _ask(request, form, chosen, query)
    picks = _picks(form, chosen)
    if len(picks) > MOST:
        said = _("At most %(most)d posts at once. Narrow the list first.") % {"most": MOST}
        notes.fail(request, said)
        return redirect(_back(query))
    entry = edit_many(picks, by=_editor(request), verb=form.verb, value=form.value)
    return _answer(request, entry, _back(query))


@studio_view(May.WRITE)
@require_safe
def posts_many_done(request: MemberRequest, name: UUID) -> HttpResponse:
    """How far it is, what came of it, and what was left as it is and why."""
    entry = _entry_or_404(request, name)
    report = report_of(entry)
    return studio_page(request, "many_done", room="posts", report=report, name=name)


@studio_view(May.WRITE)
@require_POST
def posts_many_undo(request: MemberRequest, name: UUID) -> HttpResponse:
    """Let each post be as it was before, but for what was changed since."""
    entry = _entry_or_404(request, name)
    try:
        undoing = undo_many(entry, by=_editor(request))
    except NotUndone:
        notes.fail(request, _("That can no longer be undone."))
        return redirect("studio:posts")
    return _answer(request, undoing, reverse("studio:posts"))


def _chosen(request: MemberRequest, form: ManyForm, query: QueryDict) -> PostQuerySet:
    mine = posts_of(request.membership)
    if not form.cleaned_data.get("all"):
        return mine.filter(pk__in=[pk for pk, _version in form.picked]).order_by(
            "-updated_at", "-pk"
        )
    current = next(tab for tab in tabs(mine, asked=query.get("status", "")) if tab.current)
    return PostFilters(query).narrow(current.posts)


def _picks(form: ManyForm, chosen: PostQuerySet) -> list[tuple[int, int | None]]:
    """Each with the version that it was chosen at; 0, which none has, if it was changed since.

    One that they do not see is as if it were gone: nothing is told of it.
    """
    if not form.cleaned_data["all"]:
        seen_by_them = set(chosen.values_list("pk", flat=True))
        return [(pk if pk in seen_by_them else NONE, version) for pk, version in form.picked]
    seen = form.seen_at
    rows = chosen.order_by("pk").values_list("pk", "version", "updated_at")[: MOST + 1]
    return [(pk, version if changed <= seen else 0) for pk, version, changed in rows]


def _ask(
    request: MemberRequest, form: ManyForm, chosen: PostQuerySet, query: QueryDict
) -> HttpResponse:
    return studio_page(
        request,
        "many_ask",
        room="posts",
        form=form,
        label=_label(form),
        query=query.urlencode(),
        seen=(form.seen_at if form.errors else timezone.now()).isoformat(),
        number=chosen.count(),
        titles=list(chosen.values_list("title", flat=True)[:SHOWN]),
        back=_back(query),
    )


def _label(form: ManyForm) -> str:
    """The words of what was chosen, without the dots that say that a page asks first."""
    choices: dict[str, str] = {}
    for key, label in form.fields["do"].choices:  # type: ignore[attr-defined]
        grouped = isinstance(label, list)
        choices |= {k: f"{key}: {said}" for k, said in label} if grouped else {key: str(label)}
    return choices.get(form.cleaned_data.get("do", ""), "").removesuffix("…")


def _answer(request: MemberRequest, entry: OutboxEntry, back: str) -> HttpResponse:
    """The list with a sentence and Undo; what takes longer, or left something, has its own page."""
    name = name_of(entry)
    if entry.done_at is None or entry.payload["left"]:
        return redirect("studio:posts_many_done", name)
    if entry.payload["changed"] and not entry.payload["undoes"]:
        undo = reverse("studio:posts_many_undo", args=[name])
        notes.say_undoable(request, sentence_of(entry), undo)
    else:
        notes.say(request, sentence_of(entry))
    return redirect(back)


def _back(query: QueryDict) -> str:
    path = reverse("studio:posts")
    return f"{path}?{query.urlencode()}" if query else path


def _editor(request: MemberRequest) -> Editor:
    return Editor(request.user, request.membership)


def _entry_or_404(request: MemberRequest, name: UUID) -> OutboxEntry:
    entry = entry_of(str(name), request.user.pk)
    if entry is None:
        raise Http404
    return entry
