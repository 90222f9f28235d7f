"""What becomes of a claim, decided without clock, DNS or database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.domains.course import (
    DAILY,
    GRACE,
    IN_GRACE,
    LONGEST,
    PATIENCE,
    SHORTEST,
    TWICE,
    News,
    Points,
    Seen,
    Standing,
    next_step,
    pause,
)
from tenants.domains.findings import Code, Finding, Part

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NO_TOKEN = Finding(Part.TOKEN, Code.TOKEN_MISSING)
AWAY = Finding(Part.POINTS, Code.ELSEWHERE)
FAILS = Finding(Part.POINTS, Code.SERVER_FAILS)
RIGHT = Seen(Points.HERE)
WRONG = Seen(Points.ELSEWHERE, (NO_TOKEN, AWAY))
UNSURE = Seen(Points.UNSURE, (FAILS,))
NO_CERTIFICATE = Seen(
    Points.HERE, (Finding(Part.CERTIFICATE, Code.CERTIFICATE_WAITS),), certificate=False
)
SECURE = Seen(Points.HERE, certificate=True)


def was(state: str, *, ago: timedelta = timedelta(hours=1), **fields: object) -> Standing:
    return replace(Standing(state, NOW - ago, NOW - ago), **fields)  # type: ignore[arg-type]


def test_what_is_right_works_at_once() -> None:
    for seen in (RIGHT, SECURE):
        step = next_step(NOW, was("waiting"), seen)
        assert (step.state, step.again, step.routed) == ("live", DAILY, True)
        assert step.news == (News.VERIFIED, News.LIVE)


def test_readers_wait_for_the_certificate() -> None:
    step = next_step(NOW, was("waiting"), NO_CERTIFICATE)
    assert (step.state, step.again, step.routed) == ("securing", SHORTEST, True)
    assert step.news == (News.VERIFIED,)
    step = next_step(NOW, was("securing"), NO_CERTIFICATE)
    assert (step.state, step.news) == ("securing", ())
    assert next_step(NOW, was("securing"), SECURE).news == (News.LIVE,)


def test_it_is_let_go_of_when_dns_changes_before_the_certificate_came() -> None:
    step = next_step(NOW, was("securing", routed=True), WRONG)
    assert (step.state, step.routed) == ("waiting", False)


def test_what_somebody_else_has_waits() -> None:
    step = next_step(NOW, was("waiting"), RIGHT, taken=True)
    assert (step.state, step.routed, step.news) == ("waiting", False, ())


def test_pauses_grow_with_the_wait() -> None:
    waits = [pause(timedelta(seconds=age)) for age in (0, 60, 600, 3600, 86_400, 864_000)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (SHORTEST, LONGEST)


def test_nobody_looks_for_ever() -> None:
    assert next_step(NOW, was("waiting", ago=PATIENCE - DAILY), WRONG).again == LONGEST
    step = next_step(NOW, was("waiting", ago=PATIENCE), WRONG)
    assert (step.state, step.again) == ("waiting", None)
    assert Code.GIVEN_UP in {finding.code for finding in step.findings}


@pytest.mark.parametrize("seen", [WRONG, UNSURE, NO_CERTIFICATE])
def test_one_failure_is_not_told(seen: Seen) -> None:
    step = next_step(NOW, was("live", routed=True), seen)
    assert (step.state, step.routed, step.news) == ("live", True, ())
    assert (step.failing_since, step.told_at, step.again) == (NOW, None, TWICE)


def test_what_fails_again_is_told_once() -> None:
    standing = was("live", routed=True, failing_since=NOW - TWICE)
    step = next_step(NOW, standing, WRONG)
    assert (step.news, step.told_at, step.again) == ((News.FAILING,), NOW, IN_GRACE)
    later = replace(standing, told_at=step.told_at)
    assert next_step(NOW + IN_GRACE, later, WRONG).news == ()


def test_after_seven_days_it_no_longer_leads_readers() -> None:
    standing = was("live", routed=True, failing_since=NOW - GRACE, told_at=NOW)
    just = next_step(NOW - timedelta(seconds=1), standing, WRONG)
    assert (just.state, just.again) == ("live", timedelta(seconds=1))
    step = next_step(NOW, standing, WRONG)
    assert (step.state, step.routed, step.news) == ("lapsed", False, (News.LAPSED,))


def test_what_lapsed_leads_on_while_it_points_here() -> None:
    standing = was("live", routed=True, failing_since=NOW - GRACE)
    step = next_step(NOW, standing, Seen(Points.HERE, (NO_TOKEN,)))
    assert (step.state, step.routed) == ("lapsed", True)
    lapsed = was("lapsed", routed=True, ago=PATIENCE * 2)
    assert next_step(NOW, lapsed, Seen(Points.HERE, (NO_TOKEN,))).again == DAILY
    assert next_step(NOW, lapsed, UNSURE).routed
    gone = next_step(NOW, lapsed, WRONG)
    assert (gone.routed, gone.again) == (False, None)


def test_what_is_mended_in_time_goes_on() -> None:
    standing = was("live", routed=True, failing_since=NOW - DAILY, told_at=NOW - DAILY)
    step = next_step(NOW, standing, RIGHT)
    assert (step.failing_since, step.told_at, step.news) == (None, None, (News.RECOVERED,))
    untold = was("live", routed=True, failing_since=NOW - TWICE / 2)
    assert next_step(NOW, untold, RIGHT).news == ()


def test_what_lapsed_comes_back_by_itself() -> None:
    step = next_step(NOW, was("lapsed"), RIGHT)
    assert (step.state, step.routed) == ("live", True)


def test_what_was_removed_leads_on_while_it_points_here() -> None:
    removed = was("removed", routed=True, ago=timedelta(days=400))
    for seen in (RIGHT, UNSURE, Seen(Points.HERE, (NO_TOKEN,))):
        step = next_step(NOW, removed, seen)
        assert (step.state, step.routed, step.again) == ("removed", True, DAILY)
    assert next_step(NOW, removed, WRONG).state is None


def test_what_was_removed_can_be_had_back_for_a_day() -> None:
    assert next_step(NOW, was("removed"), WRONG).state == "removed"
    assert next_step(NOW, was("removed", ago=DAILY), WRONG).state is None


@given(
    state=st.sampled_from(["waiting", "securing", "live", "lapsed", "removed"]),
    seen=st.sampled_from([RIGHT, WRONG, UNSURE, NO_CERTIFICATE, SECURE]),
    routed=st.booleans(),
    taken=st.booleans(),
    ago=st.timedeltas(timedelta(0), timedelta(days=500)),
    failing=st.none() | st.timedeltas(timedelta(0), timedelta(days=30)),
)
def test_of_every_step(
    state: str,
    seen: Seen,
    routed: bool,
    taken: bool,
    ago: timedelta,
    failing: timedelta | None,
) -> None:
    since = NOW - failing if failing is not None and state == "live" else None
    standing = was(state, ago=ago, routed=routed or state in {"live"}, failing_since=since)
    step = next_step(NOW, standing, seen, taken=taken and state != "live")
    if step.state in {"live", "securing"}:
        assert step.routed
        assert step.again is not None
    if step.routed and state not in {"live", "securing"} and not standing.routed:
        assert seen.is_right, "nothing is routed that was not proven"
    if step.again is not None:
        assert timedelta(0) < step.again <= DAILY
    if step.state == "live" and state != "live":
        assert seen.certificate is not False
