"""A category or an author that was deleted a moment ago, as far as it takes to bring it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms.models import model_to_dict

from blog.actions.moves import taken
from blog.actions.slugs import free_slug, until_slug_is_free
from blog.models import Author, Category, Post
from blog.querysets import SluggedQuerySet


@dataclass(frozen=True, slots=True)
class Gone:
    """`fields` are the row's own, its id among them; `posts` the ids of the posts that had it."""

    fields: dict[str, Any]
    posts: list[int]


def remember(row: Category | Author, field: str) -> Gone:
    """What `row` is now, with the posts that name it in `field`."""
    fields = {**model_to_dict(row), "id": row.pk}
    having = Post.objects.filter(**{field: row}).order_by("pk")
    return Gone(fields, list(having.values_list("pk", flat=True)))


def bring_back[Row: (Category, Author)](gone: Gone, model: type[Row], field: str) -> Row:
    """Save the row under its old id, at its old address if that is still free.

    The posts that had it get it back, but for those that have been given another meanwhile.
    """
    row = model.objects.filter(pk=gone.fields["id"]).first()
    if row is not None:
        return row  # it was brought back already
    row = model(**gone.fields)
    until_slug_is_free(lambda: _insert(row, str(gone.fields["slug"])))
    taken(row)
    Post.objects.filter(pk__in=gone.posts, **{field: None}).update(**{field: row})
    return row


def _insert(row: Category | Author, wanted: str) -> None:
    rows: SluggedQuerySet[Any] = type(row).objects.all()
    row.slug = free_slug(rows, wanted)
    row.save(force_insert=True)
