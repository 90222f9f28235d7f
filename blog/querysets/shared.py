"""What all reads share: the moment they are of, links, and other models by their names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, TypedDict

from django.apps import apps
from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Let the querysets that are built within take `moment` for now."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def moment() -> datetime:
    """Now, or the moment that `as_of` says."""
    return _moment.get() or timezone.now()


class Link(TypedDict):
    """Something to link to: a page, a tag, a post before or after."""

    title: str
    slug: str


class PlacedLink(Link):
    """The same with its place among others."""

    place: int


def rows(model: str) -> Any:
    """The manager of one of the blog's models."""
    return apps.get_model("blog", model)._default_manager
