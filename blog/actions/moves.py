"""Keep old addresses leading somewhere: for the actions that change or free an address."""

from __future__ import annotations

from django.utils import timezone

from blog.addresses import Thing, kind_of, path_of
from blog.models import Author, Category, Move, Tag

_ANEW = ["kind", "target_id", "by_hand", "made_at", "removed_at"]


def left(thing: Thing, old: str, *, by_hand: bool = False) -> Move:
    """From now on `old` leads to `thing`, wherever that is. Who had it last, has it."""
    move = Move(
        path=old,
        kind=kind_of(thing),
        target_id=thing.pk,
        by_hand=by_hand,
        made_at=timezone.now(),
    )
    Move.objects.bulk_create(
        [move], update_conflicts=True, unique_fields=["path"], update_fields=_ANEW
    )
    return Move.objects.get(path=old)


def taken(thing: Thing) -> None:
    """Something stands at the address of `thing` again: nothing leads away from there."""
    Move.objects.filter(path=path_of(thing)).delete()


def handed_over(thing: Thing, to: Thing) -> list[int]:
    """Let all that leads to `thing`, and its own address, lead to `to` from now on.

    Returns the ids of the moves that led to `thing`, for given_back().
    """
    moves = Move.objects.filter(kind=kind_of(thing), target_id=thing.pk)
    ids = list(moves.values_list("pk", flat=True))
    moves.update(target_id=to.pk)
    left(to, path_of(thing))
    taken(to)
    return ids


def given_back(thing: Thing, ids: list[int], *, by: int) -> None:
    """Let those of `ids` that still lead to number `by` lead to `thing` again."""
    moves = Move.objects.filter(pk__in=ids, kind=kind_of(thing), target_id=by)
    moves.update(target_id=thing.pk)


def leave_gone(thing: Category | Author | Tag) -> None:
    """Let the address of `thing`, which is about to be deleted, say so to those who knew it."""
    if type(thing)._default_manager.all().seen().filter(pk=thing.pk).exists():
        left(thing, path_of(thing))
