"""What stands at an address, and what became of an address at which nothing stands now."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.urls import Resolver404, resolve

from blog.models import Author, Category, Move, Page, Post, Tag
from blog.models.move import MAX_PATH_CHARS, Kind
from blog.models.visibility import Visibility

type Thing = Post | Page | Category | Tag | Author
type Key = tuple[str, int]

_MODELS: dict[str, type[Thing]] = {
    Kind.POST: Post,
    Kind.PAGE: Page,
    Kind.CATEGORY: Category,
    Kind.TAG: Tag,
    Kind.AUTHOR: Author,
}
_ROUTES = {"post_detail": Kind.POST, "page": Kind.PAGE, "category": Kind.CATEGORY} | {
    "tag": Kind.TAG,
    "author": Kind.AUTHOR,
}


# What is served beside a thing, at its own address and this.
_TAILS = (".md", "/feed.xml", "/rss.xml", "/feed.json")


@dataclass(frozen=True, slots=True)
class Fate:
    """Where it is now (a path, encoded), or that it is gone; neither: it never was."""

    path: str = ""
    gone: bool = False


def tidy_path(path: str) -> str:
    """A decoded path as moves keep it: NFC, without the slash at its end."""
    return unicodedata.normalize("NFC", path).rstrip("/") or "/"


def path_of(thing: Thing) -> str:
    """The path of `thing` now, as moves keep it."""
    return tidy_path(unquote(thing.get_absolute_url()))


def kind_of(thing: Thing) -> Kind:
    """What `thing` is."""
    return Kind(str(thing._meta.model_name))


def thing_at(path: str) -> Thing | None:
    """The post, page, category, tag or author that strangers find at `path`, a decoded one."""
    kind, slug = _named_by(tidy_path(path))
    return _seen(kind).filter(slug=slug).first() if kind else None


def is_ours(path: str) -> bool:
    """Whether the blog serves something at `path` that no writer made: the studio, the feed."""
    names = {_route(path)[0], _route(_with_slash(path))[0]}
    return bool(names - {"", *_ROUTES})


def fate_of(path: str, *, member: bool = False) -> Fate:
    """What became of `path` (decoded), at which nothing stands now, for `member` or a stranger.

    A feed of a category that moved, or the Markdown of a post that did, is found with it.
    """
    path = tidy_path(path)
    for tail in _TAILS:
        if path.endswith(tail) and (fate := _fate(path.removesuffix(tail), member)).path:
            return Fate(path=fate.path.rstrip("/") + tail)
    return _fate(path, member)


def _fate(path: str, member: bool) -> Fate:
    if len(path) > MAX_PATH_CHARS or "\0" in path:
        return Fate()
    move = Move.objects.in_force().filter(path=path).first()
    if move is None:
        return Fate(gone=_was_taken_down(path))
    thing = _seen(move.kind, member=member).filter(pk=move.target_id).first()
    if thing is None:
        return Fate(gone=_is_gone(move))
    # Never to itself, whatever form of its address was asked for.
    return Fate() if path_of(thing) == path else Fate(path=thing.get_absolute_url())


def targets_of(moves: Iterable[Move]) -> dict[Key, Thing]:
    """What each of `moves` leads to, whatever state it is in, by kind and id."""
    wanted: dict[str, set[int]] = {}
    for move in moves:
        wanted.setdefault(move.kind, set()).add(move.target_id)
    found = {kind: _rows(kind).filter(pk__in=ids) for kind, ids in wanted.items()}
    return {(kind, row.pk): row for kind, rows in found.items() for row in rows}


def _rows(kind: str) -> Any:
    rows: Any = _MODELS[kind]._default_manager.all()
    return rows.defer("content", "content_html") if kind in {Kind.POST, Kind.PAGE} else rows


def _seen(kind: str, *, member: bool = False) -> Any:
    """What readers find of this kind, who have its address."""
    if kind == Kind.POST:
        return _rows(kind).readable(member=member)
    return _rows(kind).kept() if kind == Kind.PAGE else _rows(kind).seen()


def _named_by(path: str) -> tuple[str, str]:
    name, slug = _route(_with_slash(path))
    if name == "contact":  # a view of its own around a page
        return Kind.PAGE, name
    return _ROUTES.get(name, ""), slug


def _route(path: str) -> tuple[str, str]:
    """The name of the view at `path` and the slug it would be given."""
    try:
        match = resolve(path, settings.ROOT_URLCONF)
    except Resolver404:
        return "", ""
    return match.view_name, match.kwargs.get("slug", "")


def _with_slash(path: str) -> str:
    return path.rstrip("/") + "/"


def _was_taken_down(path: str) -> bool:
    kind, slug = _named_by(path)
    if kind == Kind.POST:
        return Post.objects.taken_down().filter(slug=slug).exists()
    return kind == Kind.PAGE and Page.objects.trashed().filter(slug=slug).exists()


def _is_gone(move: Move) -> bool:
    """Deleted, or in the trash; what is a draft again may come back, and is only unknown.

    So is what is for the people of the blog: others are not to learn that it ever was.
    """
    row = _rows(move.kind).filter(pk=move.target_id).first()
    if row is None:
        return True
    own = getattr(row, "visibility", "") == Visibility.MEMBERS
    return getattr(row, "trashed_at", None) is not None and not own
