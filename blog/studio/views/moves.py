"""Moves: old addresses, and where they lead."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blog.actions.add_move import add_move
from blog.actions.remove_move import remove_move
from blog.actions.restore_move import restore_move
from blog.addresses import Thing, targets_of
from blog.models import Move, Post
from blog.studio import notes
from blog.studio.forms.move import MoveForm
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May

PAGE_SIZE = 50
OFFERED = 100  # as many of the newest posts are suggested while one types


@dataclass(frozen=True, slots=True)
class Row:
    """A move in the list; `target` is None once it is deleted."""

    move: Move
    target: Thing | None


@studio_view(May.ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def moves(request: MemberRequest) -> HttpResponse:
    """All of them, the newest first, and a form for one more."""
    hosts = {request.tenant.primary_host, request.tenant.canonical_host}
    form = MoveForm(request.POST if request.method == "POST" else None, hosts=hosts)
    if form.is_valid():
        data = form.cleaned_data
        move = add_move(by=request.user, path=data["path"], target=data["target"])
        notes.say_move_added(request, move)
        return redirect("studio:moves")
    page = Paginator(Move.objects.in_force().newest(), PAGE_SIZE).get_page(request.GET.get("page"))
    offered = Post.objects.published().newest().only("slug", "title")[:OFFERED]
    return studio_page(
        request, "moves", room="moves", page=page, rows=_rows(page), form=form, offered=offered
    )


@studio_view(May.ORGANISE)
@require_POST
def move_remove(request: MemberRequest, move_id: int) -> HttpResponse:
    """Let it lead nowhere; the note has the way back."""
    move = remove_move(get_object_or_404(Move, pk=move_id), by=request.user)
    notes.say_move_removed(request, move)
    return redirect("studio:moves")


@studio_view(May.ORGANISE)
@require_POST
def move_restore(request: MemberRequest, move_id: int) -> HttpResponse:
    """Let it lead on again."""
    restore_move(get_object_or_404(Move, pk=move_id), by=request.user)
    notes.say(request, _("It is back."))
    return redirect("studio:moves")


def _rows(page: object) -> list[Row]:
    found = list(page)  # type: ignore[call-overload]
    targets = targets_of(found)
    return [Row(move, targets.get((move.kind, move.target_id))) for move in found]
