"""Keep old addresses leading somewhere: for the actions that change or free an address."""

from __future__ import annotations

from django.utils import timezone

from blog.addresses import Thing, kind_of, path_of
from blog.models import Author, Category, Move

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


def leave_gone(thing: Category | Author) -> None:
    """Let the address of `thing`, which is about to be deleted, say so to those who knew it."""
    if type(thing)._default_manager.all().seen().filter(pk=thing.pk).exists():
        left(thing, path_of(thing))
