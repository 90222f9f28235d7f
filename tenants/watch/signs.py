"""What in a blog's newest posts is usual for spam; pure. Each sign says how much it weighs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WORDS_A_LINK = 25  # fewer words for each link than that
FEWEST_LINKS = 3
A_DAY = timedelta(days=1)
MANY_A_DAY = 10
MOST_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A public post as it is looked at."""

    post_id: int
    title: str
    plain: str
    links: int  # to other hosts
    words: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Sign:
    """One kind of sign: how often, how many points, and what was found where that helps."""

    kind: str
    count: int
    points: int
    found: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def signs_in(
    texts: Sequence[Text], *, listed: Sequence[str], twins: int, twin_blogs: Sequence[str] = ()
) -> list[Sign]:
    """Those that there are. `twins` posts are nearly the same as posts of `twin_blogs` (ids)."""
    linking = sum(_is_full_of_links(text) for text in texts)
    named = _named(texts, listed)
    fast = _most_in_a_day([text.at for text in texts])
    found = [
        Sign("twins", twins, min(45, 15 * twins), list(twin_blogs[:MOST_NAMED])),
        Sign("words", len(named), min(30, 10 * len(named)), named[:MOST_NAMED]),
        Sign("links", linking, min(30, 10 * linking)),
        Sign("speed", fast, min(20, fast) if fast > MANY_A_DAY else 0),
    ]
    return [sign for sign in found if sign.points]


def sentence(sign: Sign) -> str:
    """What was found, for an admin."""
    say = {"twins": _twins, "words": _words, "links": _links, "speed": _speed}[sign.kind]
    return say(sign)


def _twins(sign: Sign) -> str:
    return ngettext(
        "%(count)d post is nearly the same as one on another blog.",
        "%(count)d posts are nearly the same as posts on other blogs.",
        sign.count,
    ) % {"count": sign.count}


def _words(sign: Sign) -> str:
    return _("Words of the list: %(words)s.") % {"words": ", ".join(sign.found)}


def _links(sign: Sign) -> str:
    return ngettext(
        "%(count)d post has hardly more words than links.",
        "%(count)d posts have hardly more words than links.",
        sign.count,
    ) % {"count": sign.count}


def _speed(sign: Sign) -> str:
    return _("%(count)d posts within one day.") % {"count": sign.count}


def _is_full_of_links(text: Text) -> bool:
    return text.links >= FEWEST_LINKS and text.words < WORDS_A_LINK * text.links


def _named(texts: Iterable[Text], listed: Sequence[str]) -> list[str]:
    """The listed words that stand in any of them, as whole words."""
    whole = " ".join(f"{text.title} {text.plain}" for text in texts).lower()
    return [
        word for word in listed if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", whole) is not None
    ]


def _most_in_a_day(moments: Sequence[datetime]) -> int:
    ordered, most, start = sorted(moments), 0, 0
    for end, at in enumerate(ordered):
        while at - ordered[start] >= A_DAY:
            start += 1
        most = max(most, end - start + 1)
    return most
