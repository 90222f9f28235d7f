"""The overview for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import wrap

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from inkstead.overview.read import Overview
from inkstead.overview.series import Series, number
from inkstead.overview.state import Check, State
from inkstead.overview.words import headline, span_title

WIDTH = 80
MARKS = {State.GOOD: "●", State.LOOK: "◆", State.NOT_YET: "○"}  # as the page's badges
BLOCKS = "▁▂▃▄▅▆▇█"

type Paint = Callable[[str], str]


def page(of: Overview, *, good: Paint, bad: Paint, strong: Paint) -> Iterator[str]:
    """Lines: the sentence, what is, what somebody should look at, and the numbers over time."""
    yield strong(headline(of))
    yield f"{date_format(of.at, 'DATETIME_FORMAT')} UTC"
    yield ""
    yield from _what_is(of)
    yield ""
    yield strong(_("Now"))
    for check in of.checks:
        paint = {State.GOOD: good, State.LOOK: bad}.get(check.state, _plain)
        yield from _check(check, paint, max(len(str(one.title)) for one in of.checks))
    yield ""
    yield strong(span_title(of.span))
    yield from _series(of)


def _what_is(of: Overview) -> Iterator[str]:
    states = of.states
    rows = [
        (_("Blogs"), number(states["ready"]), _others(states)),
        (_("People"), number(of.people), _("accounts that can sign in")),
        (_("Posts"), number(of.posts), _("published")),
        (_("Files"), _flat(filesizeformat(of.storage)), _("on all blogs")),
    ]
    name, value = (max(len(row[place]) for row in rows) for place in (0, 1))
    for first, second, rest in rows:
        yield f"  {first.ljust(name)}  {second.rjust(value)}  {rest}"


def _others(states: dict[str, int]) -> str:
    return _("open; %(suspended)s suspended, %(deleted)s in the trash") % {
        "suspended": number(states["suspended"]),
        "deleted": number(states["deleted"]),
    }


def _check(check: Check, paint: Paint, width: int) -> Iterator[str]:
    """The mark, the name, the words in a column of their own, and what to do about it."""
    indent = " " * (width + 6)
    lines = wrap(_flat(check.words), WIDTH - len(indent)) or [""]
    yield f"  {paint(MARKS[check.state])} {str(check.title).ljust(width)}  {lines[0]}"
    yield from (f"{indent}{line}" for line in lines[1:])
    if check.wants_a_look and check.command:
        yield f"{indent}→ {check.command}"


def _series(of: Overview) -> Iterator[str]:
    name = max(len(str(one.measure.title)) for one in of.series)
    for one in of.series:
        total = _flat(one.words(one.total))
        yield f"  {str(one.measure.title).ljust(name)}  {_spark(one)}  {total}".rstrip()
    first, last = of.periods[0].name, of.periods[-1].name
    count = len(of.periods)
    axis = f"{first}{' ' * max(1, count - len(first) - len(last))}{last}"
    yield f"  {' ' * name}  {axis}"


def _spark(of: Series) -> str:
    top = max([*of.known, 1])
    return "".join(" " if n is None else BLOCKS[(len(BLOCKS) - 1) * n // top] for n in of.values)


def _flat(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _plain(text: str) -> str:
    return text
