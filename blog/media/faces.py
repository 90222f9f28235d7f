"""The pictures of authors, named by key: read in the same query as what readers see them with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from blog.media.models import Picture, State
from blog.models import Author

SHARP = 192  # pixels: as wide as it is shown, twice


@dataclass(frozen=True, slots=True)
class Face:
    """A JPEG at `path`, `width` by `height` pixels; it is shown round, from its middle."""

    path: str
    width: int
    height: int


def face_file(key: str) -> Subquery:
    """The picture whose key the outer row has in `key`, as face_of() reads it; of none None."""
    ready = Picture.objects.all().kept().filter(state=State.READY, key=OuterRef(key))
    return Subquery(ready.values(json=JSONObject(key=F("key"), files=F("renditions")))[:1])


def with_faces[Q: QuerySet[Any, Any]](posts: Q) -> Q:
    """`posts` with `face_file`: what face_of() makes their authors' faces of."""
    return posts.annotate(face_file=face_file("author__avatar"))


def face_of(file: dict[str, Any] | None) -> Face | None:
    """What face_file() gave, as a page shows it."""
    files = [one for one in (file or {}).get("files", []) if one["f"].endswith(".jpg")]
    if not file or not files:
        return None
    rising = sorted(files, key=lambda one: int(one["w"]))
    best = next((one for one in rising if min(one["w"], one["h"]) >= SHARP), rising[-1])
    return Face(f"/media/{file['key']}/{best['f']}", best["w"], best["h"])


def faces_of(authors: Iterable[Author]) -> dict[int, Face]:
    """By the author's number, the faces of those who have one; one query."""
    wanted = {author.pk: author.avatar for author in authors if author.avatar}
    ready = Picture.objects.all().kept().filter(state=State.READY, key__in=wanted.values())
    found = {row.key: face_of({"key": row.key, "files": row.renditions}) for row in ready}
    faces = {pk: found.get(key) for pk, key in wanted.items()}
    return {pk: face for pk, face in faces.items() if face}


def faces_of_people(people: Iterable[UUID]) -> dict[UUID, Face]:
    """By the user's id, the faces of those whose byline here has one; two queries at most."""
    bylines = Author.objects.filter(user_id__in=people).exclude(avatar="")
    authors = {author.pk: author.user_id for author in bylines}
    faces = faces_of(bylines)
    return {user: faces[pk] for pk, user in authors.items() if user and pk in faces}
