"""What the box finds: the blog's own things in one query, places and other blogs in none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.access import posts_of
from blog.media.models import Picture
from blog.models import Author, Category, Page, Tag
from blog.studio.page import doors
from blog.studio.places import holds, places_for
from tenants.roles import May

if TYPE_CHECKING:
    from tenants.http import MemberRequest

AT_MOST = 6  # of each kind
LATELY = 5  # posts that stand there before anything is typed
MOST_WORDS = 8

KINDS = {
    "post": (gettext_lazy("Posts"), "studio:post_edit"),
    "page": (gettext_lazy("Pages"), "studio:page_edit"),
    "category": (gettext_lazy("Categories"), "studio:category_edit"),
    "tag": (gettext_lazy("Tags"), "studio:tag_edit"),
    "author": (gettext_lazy("Authors"), "studio:author_edit"),
    "picture": (gettext_lazy("Media"), "studio:picture"),
}
STANDINGS = {
    "draft": gettext_lazy("Draft"),
    "scheduled": gettext_lazy("Scheduled"),
    "published": gettext_lazy("Published"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something to go to; `about` says more of it in a word."""

    title: str
    url: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind, never none."""

    label: str
    hits: list[Hit]


def found(request: MemberRequest, asked: str) -> list[Group]:
    """What `asked` finds for this person on this blog, places first; one query.

    Before anything is asked: what one most often begins, and the posts one was at last.
    """
    words = asked.split()[:MOST_WORDS]
    groups = [Group(_("Go to"), _places(request, words)), *_own(request, words)]
    groups.append(Group(_("Your other blogs"), _other_blogs(request, words)))
    return [group for group in groups if group.hits]


def _places(request: MemberRequest, words: list[str]) -> list[Hit]:
    places = places_for(request.membership, words)[:AT_MOST]
    return [Hit(str(place.words), place.url) for place in places]


def _other_blogs(request: MemberRequest, words: list[str]) -> list[Hit]:
    others = [door for door in doors(request) if not door.current and holds(door.name, words)]
    return [Hit(door.name, door.url, str(door.role_label)) for door in others[:AT_MOST]]


def _own(request: MemberRequest, words: list[str]) -> Iterable[Group]:
    parts = _parts(request, words) if words else [_lately(request)]
    rows = list(parts[0].union(*parts[1:], all=True)) if len(parts) > 1 else list(parts[0])
    for kind, (label, name) in KINDS.items():
        mine = sorted((row for row in rows if row[0] == kind), key=lambda row: row[4])
        hits = [_hit(name, key, title, about) for _kind, key, title, about, _rank in mine]
        yield Group(str(label), hits)


def _hit(name: str, key: str, title: str, about: str) -> Hit:
    standing = STANDINGS.get(about)
    said = str(standing) if standing else about
    return Hit(title or _("No title yet"), reverse(name, args=[key]), said)


def _parts(request: MemberRequest, words: list[str]) -> list[Any]:
    """A query of each kind that this person may open, in one form, to be asked together."""
    may, first = request.membership.may, words[0]
    posts = posts_of(request.membership).kept()
    parts = [_as_rows("post", _having(posts, words), first, "title", _standing(), "-updated_at")]
    if may(May.EDIT_ALL):
        parts.append(_as_rows("page", _having(Page.objects.kept(), words), first, "title"))
    if may(May.ORGANISE):
        named: dict[str, Any] = {"category": Category, "tag": Tag, "author": Author}
        for kind, model in named.items():
            rows = _having(model.objects.all(), words, "name")
            parts.append(_as_rows(kind, rows, first, "name"))
    pictures = Picture.objects.all().kept()
    for word in words:
        pictures = pictures.matching(word)
    return [*parts, _as_rows("picture", pictures, first, "name", F("alt"), "-created_at", "key")]


def _lately(request: MemberRequest) -> Any:
    posts = posts_of(request.membership).kept()
    return _as_rows("post", posts, "", "title", _standing(), "-updated_at")[:LATELY]


def _having(rows: Any, words: list[str], field: str = "title") -> Any:
    for word in words:
        rows = rows.filter(**{f"{field}__icontains": word})
    return rows


def _as_rows(
    kind: str,
    rows: Any,
    first: str,
    title: str,
    about: Any = None,
    order: str = "pk",
    key: str = "pk",
) -> Any:
    """Kind, key, title, about and rank: what begins with the word comes before what has it."""
    begins = When(**{f"{title}__istartswith": first}, then=0)
    told = {
        "hit_kind": Value(kind, CharField()),
        "hit_key": Cast(key, CharField()),
        "hit_title": Cast(title, CharField()),
        "hit_about": Cast(Value("") if about is None else about, CharField()),
        "hit_rank": Case(begins, default=1) if first else Value(0),
    }
    ranked = rows.annotate(**told).order_by("hit_rank", order, "-pk")
    return ranked.values_list(*told)[:AT_MOST]


def _standing() -> Any:
    waits = Q(published_at__gt=timezone.now())
    drafts = When(status="draft", then=Value("draft"))
    return Case(drafts, When(waits, then=Value("scheduled")), default=Value("published"))
