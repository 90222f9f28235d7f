"""What a writer typed and did not save yet follows what was done to categories and tags.

The settings of a post that is `ahead` lie in its newest revision as they were typed. Left alone,
the next save would bring back a tag that was renamed, or name a category that is gone.

Posts are locked before what they are filed under, here and wherever both are, and all of them in
one statement, by number: so nobody waits for somebody who waits for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import F, Q

from blog.actions.names import names_in
from blog.models import Post, Revision

# A post's number, and what was typed in it before and after: as JSON has it, a list.
type Retyped = Sequence[Any]


def ahead_held(beside: Q | None = None) -> list[int]:
    """The ids of all posts that are ahead, and of those `beside`, locked until the end.

    As whoever keeps words locks them: nothing that is typed meanwhile is lost.
    """
    which = Q(ahead=True) | beside if beside else Q(ahead=True)
    return list(Post.objects.filter(which).hold())


def retyped(held: Iterable[int], old: str, new: str) -> list[Retyped]:
    """In what is kept of the posts `held`, write the tag `new` for `old`; nothing for an empty one.

    Returns what it takes to undo that.
    """
    return _tags(held, lambda names: [new if _same(name, old) else name for name in names])


def tags_typed(posts: Any, change: Callable[[list[str]], Iterable[str]]) -> None:
    """Let `change` make the tags that are kept of `posts` anew."""
    _tags(posts.filter(ahead=True).hold(), change)


def rechosen(held: Iterable[int], old: str, new: str) -> list[Retyped]:
    """In what is kept of the posts `held`, choose the category number `new` where `old` was.

    Returns what it takes to undo that.
    """
    return _each(held, "category", lambda _pk, now: new if now == old else now)


def setting_typed(posts: Any, name: str, value: str) -> None:
    """Let the setting `name` be `value` in what is kept of `posts`."""
    _each(posts.filter(ahead=True).hold(), name, lambda _pk, _now: value)


def tags_typed_again(held: Iterable[int], was: Iterable[Retyped]) -> None:
    """Undo what retyped() did; what somebody typed since stays."""
    told = {pk: (before, after) for pk, before, after in was}
    _each(_both(held, told), "tags", lambda pk, now: _back(now, *told[pk]))


def chosen_again(held: Iterable[int], was: Iterable[Retyped]) -> None:
    """Undo what rechosen() did; what somebody chose since stays."""
    told = {pk: (before, after) for pk, before, after in was}
    _each(_both(held, told), "category", lambda pk, now: told[pk][0] if now == told[pk][1] else now)


def _both(held: Iterable[int], told: dict[int, Any]) -> list[int]:
    return [pk for pk in held if pk in told]


def _tags(held: Iterable[int], change: Callable[[list[str]], Iterable[str]]) -> list[Retyped]:
    def write(_pk: int, now: str) -> str:
        names = names_in(now)
        changed = [name for name in change(names) if name]
        return now if changed == names else _listed(changed)

    return _each(held, "tags", write)


def _each(held: Iterable[int], name: str, write: Callable[[int, str], str]) -> list[Retyped]:
    """Let `write` say what the setting is, by a post's number and what it was."""
    kept = Revision.objects.filter(post__in=list(held), post__ahead=True)
    kept = kept.filter(version=F("post__version"), settings__has_key=name)
    changed: list[Revision] = []
    told: list[Retyped] = []
    for revision in kept.only("post_id", "settings"):  # not their texts, of which there are many
        was = revision.typed.get(name)
        now = was if was is None else write(revision.post_id, was)
        if was is not None and now != was:
            revision.settings = {**revision.typed, name: now}
            changed.append(revision)
            told.append((revision.post_id, was, now))
    Revision.objects.bulk_update(changed, ["settings"], batch_size=500)
    return told


def _back(now: str, before: str, after: str) -> str:
    """`now` as it were if `before` had never become `after`."""
    if now == after:
        return before
    had, got, names = names_in(before), names_in(after), names_in(now)
    given, lost = _without(got, had), _without(had, got)
    if given and len(_without(given, names)) == len(given):
        return now  # somebody took out what came instead
    return _listed([*_without(names, given), *lost])


def _without(names: list[str], others: list[str]) -> list[str]:
    gone = {name.casefold() for name in others}
    return [name for name in names if name.casefold() not in gone]


def _listed(names: Iterable[str]) -> str:
    return ", ".join({name.casefold(): name for name in names}.values())


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
