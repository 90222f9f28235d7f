"""Slugs that nobody else has, also when two people ask at once."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db import IntegrityError, models, transaction
from psycopg import errors

from blog.querysets import SluggedQuerySet
from kit.slugs import unique_slug

ATTEMPTS = 5


def free_slug[M: models.Model](
    rows: SluggedQuerySet[M], base: str, *, keep: int | None = None, reserved: Collection[str] = ()
) -> str:
    """Return `base`, or the first of `base-2`, `base-3`, ... that no row has but row `keep`."""
    others = rows.exclude(pk=keep) if keep else rows
    taken = {*others.near_slug(base).values_list("slug", flat=True), *reserved}
    return unique_slug(base, taken.__contains__)


def until_slug_is_free[T](write: Callable[[], T]) -> T:
    """Run `write` (which looks for a free slug and saves) until nobody was faster.

    Each attempt has a savepoint. Any other broken constraint is raised at once.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            with transaction.atomic():
                return write()
        except IntegrityError as error:
            if not is_slug_clash(error):
                raise
    return write()


def is_slug_clash(error: IntegrityError) -> bool:
    """Whether `error` says that a slug is taken."""
    cause = error.__cause__
    # The message names the constraint on every engine, its own field does not on Citus.
    return isinstance(cause, errors.UniqueViolation) and "slug" in str(cause.diag.message_primary)
