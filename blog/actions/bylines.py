"""Bylines that are a person's own: each has one here, and takes nobody else's address."""

from __future__ import annotations

from accounts.models import User
from blog.addresses import path_of
from blog.models import Author, Blog, Move
from blog.models.move import Kind


def hold_bylines() -> None:
    """Whoever gives a person a byline waits here: pressed twice, one is made."""
    Blog.objects.select_for_update().current()


def own_of(by: User) -> Author | None:
    """The byline that `by` has by now; until the end nobody else makes one for them."""
    hold_bylines()
    return Author.objects.all().of_user(by.id)


def slugs_of_others(row: Author) -> set[str]:
    """Addresses that bylines other than `row` had once: they lead to those."""
    others = Author.objects.exclude(pk=row.pk).values("pk")
    root = path_of(Author(slug="x")).removesuffix("x")
    moves = Move.objects.in_force().filter(kind=Kind.AUTHOR, target_id__in=others)
    moves = moves.filter(path__startswith=root)
    return {path.removeprefix(root) for path in moves.values_list("path", flat=True)}
