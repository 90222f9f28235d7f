"""A change to many posts, in the words that its writers read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blog.actions.many.edit import KIND
from blog.actions.many.verbs import Verb
from blog.models import Category, OutboxEntry, Post

NAMED = 100  # of those that were left

WHY = {
    "changed": gettext_lazy("it was changed meanwhile"),
    "gone": gettext_lazy("it is gone"),
    "role": gettext_lazy("your role does not allow it"),
    "trash": gettext_lazy("it is in the trash"),
    "title": gettext_lazy("it has no title yet"),
    "plan": gettext_lazy("the plan of this blog has no room for more in public"),
    "unsaved": gettext_lazy("whom it is for was changed and not saved yet"),
    "tags": gettext_lazy("it has as many tags as a post may have"),
    "category": gettext_lazy("the category is gone"),
    "refused": gettext_lazy("it does not fit"),
}


@dataclass(frozen=True, slots=True)
class Left:
    """A post that was left as it is; `pk` is None once it is gone."""

    pk: int | None
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """How far a change is, and what came of it."""

    sentence: str
    total: int
    at: int
    left: list[Left]
    unnamed: int
    over: bool
    may_undo: bool


def entry_of(name: str, user_id: Any) -> OutboxEntry | None:
    """The change of that name, if it is this person's; `name` is what its address has."""
    entries = OutboxEntry.objects.filter(kind=KIND, key=f"{KIND} {name}")
    return entries.filter(payload__by=str(user_id)).first()


def name_of(entry: OutboxEntry) -> str:
    """What the address of its page has."""
    return entry.key.removeprefix(f"{KIND} ")


def report_of(entry: OutboxEntry) -> Report:
    """For the page about it."""
    told = entry.payload
    over = entry.done_at is not None
    return Report(
        sentence=sentence_of(entry),
        total=len(told["posts"]),
        at=told["at"],
        left=_left(told["left"][:NAMED]),
        unnamed=max(0, len(told["left"]) - NAMED),
        over=over,
        may_undo=over and bool(told["changed"]) and not (told["undone"] or told["undoes"]),
    )


def sentence_of(entry: OutboxEntry) -> str:
    """What was done, with how many."""
    told = entry.payload
    number = len(told["changed"])
    if not number:
        return _("Nothing had to be changed.") if not told["left"] else _("Nothing was changed.")
    if told["undoes"]:
        return _words_back(number)
    return _words(Verb(told["verb"]), number, told["value"])


def _words_back(n: int) -> str:
    return ngettext("%(n)d post is as before.", "%(n)d posts are as before.", n) % {"n": n}


def _words(verb: Verb, n: int, value: str) -> str:
    match verb:
        case Verb.PUBLISH:
            said = ngettext("%(n)d post is published.", "%(n)d posts are published.", n)
        case Verb.UNPUBLISH:
            said = ngettext("%(n)d post is a draft again.", "%(n)d posts are drafts again.", n)
        case Verb.TRASH:
            said = ngettext("%(n)d post is in the trash.", "%(n)d posts are in the trash.", n)
        case Verb.RESTORE:
            said = ngettext("%(n)d post is back.", "%(n)d posts are back.", n)
        case Verb.CATEGORY if not value:
            said = ngettext("%(n)d post has no category.", "%(n)d posts have no category.", n)
        case Verb.CATEGORY:
            said = ngettext(
                "%(n)d post is filed under “%(what)s”.",
                "%(n)d posts are filed under “%(what)s”.",
                n,
            )
        case Verb.TAG:
            said = ngettext(
                "%(n)d post is tagged “%(what)s”.", "%(n)d posts are tagged “%(what)s”.", n
            )
        case Verb.UNTAG:
            said = ngettext(
                "%(n)d post is without the tag “%(what)s”.",
                "%(n)d posts are without the tag “%(what)s”.",
                n,
            )
        case Verb.VISIBILITY:
            said = ngettext(
                "Whom %(n)d post is for is changed.", "Whom %(n)d posts are for is changed.", n
            )
    return said % {"n": n, "what": _named(verb, value)}


def _named(verb: Verb, value: str) -> str:
    if verb != Verb.CATEGORY or not value:
        return value
    return Category.objects.filter(pk=value).values_list("name", flat=True).first() or "…"


def _left(pairs: list[list[Any]]) -> list[Left]:
    titles = dict(Post.objects.filter(pk__in=[pk for pk, _why in pairs]).values_list("pk", "title"))
    return [
        Left(
            pk if pk in titles else None,
            titles.get(pk) or _("No title yet"),
            str(WHY.get(why, WHY["refused"])),
        )
        for pk, why in pairs
    ]
