"""What was deleted or merged a moment ago, as far as it takes to bring it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.forms.models import model_to_dict

from blog.actions.moves import given_back, taken
from blog.actions.slugs import free_slug, until_slug_is_free
from blog.actions.typed import Retyped, chosen_again
from blog.models import Author, Category, Post, Tag
from blog.querysets import SluggedQuerySet


@dataclass(frozen=True, slots=True)
class Gone:
    """`fields` are the row's own, its id among them; `posts` the ids of the posts that had it.

    Of what was merged `into` is the other's id, `given` the ids of the pairs of post and tag that
    the merge made, and `moves` the ids of the old addresses that led to it. `typed` is what became
    of what writers had typed and not saved. All of it is JSON.
    """

    fields: dict[str, Any]
    posts: list[int]
    into: int | None = None
    given: list[int] = field(default_factory=list)
    moves: list[int] = field(default_factory=list)
    typed: list[Retyped] = field(default_factory=list)

    def posts_held(self) -> list[int]:
        """The ids of all posts that it is about and that are still there, locked."""
        every = {*self.posts, *(pk for pk, _before, _after in self.typed)}
        return list(Post.objects.filter(pk__in=every).hold())


def fields_of(row: Category | Author | Tag) -> dict[str, Any]:
    """The columns of `row`."""
    fields = {**model_to_dict(row), "id": row.pk}
    return {name: str(v) if isinstance(v, UUID) else v for name, v in fields.items()}


def remember(row: Category | Author, field: str, **merged: Any) -> Gone:
    """What `row` is now, with the posts that name it in `field`."""
    having = Post.objects.filter(**{field: row}).order_by("pk")
    return Gone(fields_of(row), list(having.values_list("pk", flat=True)), **merged)


def bring_back[Row: (Category, Author)](gone: Gone, model: type[Row], field: str) -> Row:
    """Save the row under its old id, at its old address if that is still free.

    The posts that had it get it back, but for those that have been given another meanwhile.
    """
    held = gone.posts_held()
    row = model.objects.filter(pk=gone.fields["id"]).first()
    if row is not None:
        return row  # it was brought back already
    if model is Category:
        row = model.objects.called(gone.fields["name"])  # somebody made it anew meanwhile
    if row is None:
        row = model(**gone.fields)
        return_to_its_place(row, gone)
    Post.objects.filter(pk__in=gone.posts, **{field: gone.into}).update(**{field: row})
    chosen_again(held, gone.typed)
    return row


def return_to_its_place(row: Category | Author | Tag, gone: Gone) -> None:
    """Insert `row`; its address is its own again, and so are those that led to it."""
    until_slug_is_free(lambda: _insert(row, str(gone.fields["slug"])))
    if gone.into is not None:
        given_back(row, gone.moves, by=gone.into)
    taken(row)


def _insert(row: Category | Author | Tag, wanted: str) -> None:
    rows: SluggedQuerySet[Any] = type(row).objects.all()
    row.slug = free_slug(rows, wanted)
    row.save(force_insert=True)
