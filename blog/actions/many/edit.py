"""One change to many posts: asked for, done in parts, and taken back.

What is asked is an entry of the outbox, with how far it is and what each post was before. A few
posts are changed at once, and the entry is made as work that is done; more are the worker's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from blog.actions.enqueue import enqueue
from blog.actions.errors import ActionRefused
from blog.actions.many.one import Editor, Outcome, change_one, take_back_one
from blog.actions.many.verbs import RULES, Verb
from blog.actions.trail import as_one, recorded_of_many
from blog.models import OutboxEntry, Post
from journal.on_behalf import OnBehalf, standing_in

KIND = "edit_many"
AT_ONCE = 50  # posts that are changed within the request, and in one transaction of the worker
MOST = 20_000

type Pick = tuple[int, int | None]  # a post's id, and its version as it was chosen


class NotUndone(ActionRefused):
    """It is not done yet, or taken back already."""


@transaction.atomic
def edit_many(posts: Sequence[Pick], *, by: Editor, verb: Verb, value: str = "") -> OutboxEntry:
    """Do `verb` with `value` to each of `posts` that `by` may change; at most MOST.

    Up to AT_ONCE are done when this returns. What does not fit, and what was changed since it was
    chosen, is left and named in the entry.
    """
    return _ask({"verb": verb, "value": value, "posts": list(posts)}, by=by)


@transaction.atomic
def undo_many(entry: OutboxEntry, *, by: Editor) -> OutboxEntry:
    """Take `entry`, which is done, back, once; posts that are not as it left them stay.

    Raises NotUndone.
    """
    entry = OutboxEntry.objects.select_for_update().get(pk=entry.pk)
    told = entry.payload
    if entry.done_at is None or told["undone"] or told["undoes"]:
        raise NotUndone
    asked = {"verb": told["verb"], "value": told["value"], "posts": told["changed"]}
    undoing = _ask({**asked, "undoes": entry.key}, by=by)
    entry.payload = {**told, "undone": undoing.key}
    entry.save(update_fields=["payload"])
    return undoing


def do_a_part(entry: OutboxEntry, by: Editor | None) -> bool:
    """Change the next posts of `entry`, which the caller has locked; whether any are left.

    `by` is who asked, and in what role now; None: here no more, or locked out, and all is left.
    """
    told = entry.payload
    part = told["posts"][told["at"] : told["at"] + AT_ONCE]
    list(Post.objects.filter(pk__in=[pick[0] for pick in part]).hold())
    with as_one():
        for pick in part:
            _note(told, pick, _outcome(told, pick, by))
    told["at"] += len(part)
    entry.save(update_fields=["payload"])
    more: bool = told["at"] < len(told["posts"])
    if part and not more and told["changed"]:  # without a part it is begun again, all being done
        _recorded(told)
    return more


def who_asked(told: dict[str, Any]) -> OnBehalf | None:
    """Who stood in for the person who asked, if somebody did."""
    of = told["beside"]
    return OnBehalf(**{name: UUID(value) for name, value in of.items()}) if of else None


def _ask(asked: dict[str, Any], *, by: Editor) -> OutboxEntry:
    key = f"{KIND} {uuid4()}"
    told = {
        "key": key, "by": str(by.user.pk), "beside": _beside(), "undoes": "",
        "undone": "", "at": 0, "changed": [], "left": [], **asked,
    }  # fmt: skip
    if len(told["posts"]) > AT_ONCE:
        return enqueue(KIND, key, told)
    entry = OutboxEntry(kind=KIND, key=key, payload=told, done_at=timezone.now())
    entry.save(force_insert=True)
    do_a_part(entry, by)
    return entry


def _beside() -> dict[str, str]:
    who = standing_in()
    return {name: str(value) for name, value in asdict(who).items()} if who else {}


def _recorded(told: dict[str, Any]) -> None:
    action = "posts.edit_undone" if told["undoes"] else RULES[Verb(told["verb"])].audit
    posts, left = [one[0] for one in told["changed"]], [one[0] for one in told["left"]]
    by = UUID(told["by"])  # who may be here no more: what was done was theirs
    recorded_of_many(action, by=by, posts=posts, left=left, value=told["value"])


def _outcome(told: dict[str, Any], pick: Sequence[Any], by: Editor | None) -> Outcome:
    verb, value = Verb(told["verb"]), told["value"]
    if by is None or not by.membership.may(RULES[verb].right):
        return Outcome("role")
    if told["undoes"]:
        pk, before, after = pick
        return take_back_one(pk, verb, value, before, after, by)
    pk, version = pick
    return change_one(pk, verb, value, version, by)


def _note(told: dict[str, Any], pick: Sequence[Any], outcome: Outcome) -> None:
    if outcome.why:
        told["left"].append([pick[0], outcome.why])
    elif outcome.changed:
        told["changed"].append([pick[0], outcome.before, outcome.after])
