"""Pure: what becomes of a claim after a look, and when to look again.

Nothing here asks the clock, DNS or the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from tenants.domains.findings import Code, Finding, Part

GRACE = timedelta(days=7)  # a domain that worked may fail so long
PATIENCE = timedelta(days=30)  # so long we look after one that never worked, or no longer does
DAILY = timedelta(days=1)
TWICE = timedelta(hours=1)  # a failure counts once it has lasted so long
IN_GRACE = timedelta(hours=6)
SHORTEST, LONGEST = timedelta(seconds=15), timedelta(hours=6)
UNDOABLE = timedelta(days=1)  # a removed claim that never worked is forgotten after it


class Points(StrEnum):
    """Whether the name leads to this installation."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    UNSURE = "unsure"  # its servers fail, or are silent


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look found. `certificate` is None where none is needed, or none could be asked."""

    points: Points
    findings: tuple[Finding, ...] = ()
    certificate: bool | None = None

    @property
    def is_right(self) -> bool:
        """Whether DNS has everything; the certificate is another matter."""
        return not any(one.part in {Part.TOKEN, Part.POINTS} for one in self.findings)


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim as far as its course depends on it. `routed`: it has a row in tenants_domain."""

    state: str
    added_at: datetime
    state_since: datetime
    failing_since: datetime | None = None
    told_at: datetime | None = None
    routed: bool = False


class News(StrEnum):
    """What the owner is told, and the audit says."""

    VERIFIED = "verified"
    LIVE = "live"
    FAILING = "failing"
    RECOVERED = "recovered"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Step:
    """What follows. `state` None: the claim is forgotten. `again` None: nobody looks again."""

    state: str | None
    again: timedelta | None = None
    routed: bool = False
    failing_since: datetime | None = None
    told_at: datetime | None = None
    news: tuple[News, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


def next_step(now: datetime, was: Standing, seen: Seen, *, taken: bool = False) -> Step:
    """Where the claim goes from here. `taken`: another blog has the domain."""
    if was.state == "removed":
        return _removed(now, was, seen)
    if was.state == "live":
        return _live(now, was, seen)
    if seen.is_right and not taken:
        return _proven(now, was, seen)
    return _wanting(now, was, seen)


def pause(age: timedelta) -> timedelta:
    """How long until the next look at something that has been waited for since `age`."""
    return max(SHORTEST, min(age / 4, LONGEST))


def _proven(now: datetime, was: Standing, seen: Seen) -> Step:
    """DNS has everything. Readers are led there once the certificate works as well."""
    first = () if was.state == "securing" else (News.VERIFIED,)
    if seen.certificate is False:
        since = was.state_since if was.state == "securing" else now
        wait = pause(now - since)
        return Step("securing", wait, routed=True, news=first, findings=seen.findings)
    return Step("live", DAILY, routed=True, news=(*first, News.LIVE))


def _wanting(now: datetime, was: Standing, seen: Seen) -> Step:
    """Something is missing. What lapsed leads on for as long as it points here."""
    lapsed = was.state == "lapsed"
    since = was.state_since if lapsed else was.added_at
    routed = lapsed and was.routed and seen.points is not Points.ELSEWHERE
    state = "lapsed" if lapsed else "waiting"
    # One that leads on is looked after for good: it is let go of once it points elsewhere.
    if now - since >= PATIENCE and not routed:
        given_up = Finding(Part.OWNER, Code.GIVEN_UP)
        return Step(state, findings=(*seen.findings, given_up))
    again = DAILY if lapsed else pause(now - since)
    return Step(state, again, routed=routed, findings=seen.findings)


def _live(now: datetime, was: Standing, seen: Seen) -> Step:
    if seen.is_right and seen.certificate is not False:
        news = (News.RECOVERED,) if was.told_at else ()
        return Step("live", DAILY, routed=True, news=news)
    since = was.failing_since or now
    over = since + GRACE
    if now >= over:
        routed = seen.points is not Points.ELSEWHERE
        return Step("lapsed", DAILY, routed=routed, news=(News.LAPSED,), findings=seen.findings)
    tell = was.told_at is None and now - since >= TWICE
    told_at = now if tell else was.told_at
    return Step(
        "live",
        min(IN_GRACE if told_at else TWICE, over - now),
        routed=True,
        failing_since=since,
        told_at=told_at,
        news=(News.FAILING,) if tell else (),
        findings=seen.findings,
    )


def _removed(now: datetime, was: Standing, seen: Seen) -> Step:
    """Links go on leading to the blog while the name points here; no token is asked for that."""
    if was.routed and seen.points is not Points.ELSEWHERE:
        return Step("removed", DAILY, routed=True)
    if now - was.state_since < UNDOABLE:
        return Step("removed", DAILY)
    return Step(None)
