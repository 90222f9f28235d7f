"""When a form was shown, signed: the server remembers nothing about strangers."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from django.core.signing import BadSignature, TimestampSigner

TOO_FAST = timedelta(seconds=3)
TOO_OLD = timedelta(days=1)
_SALT = "kit.letterbox"


class Age(Enum):
    """How a stamp reads."""

    GOOD = "good"
    TOO_FAST = "too fast"
    TOO_OLD = "too old"  # or forged, or of another place


def new_stamp(place: str) -> str:
    """A stamp of now, good for the form of `place` alone."""
    return TimestampSigner(salt=_SALT).sign(place)


def age_of(stamp: str, place: str, *, too_fast: timedelta = TOO_FAST) -> Age:
    """What the form of `place`, which takes `too_fast` to fill in, is to think of `stamp`."""
    if not _is_younger(stamp, place, TOO_OLD):
        return Age.TOO_OLD
    return Age.TOO_FAST if _is_younger(stamp, place, too_fast) else Age.GOOD


def _is_younger(stamp: str, place: str, age: timedelta) -> bool:
    try:
        return TimestampSigner(salt=_SALT).unsign(stamp, max_age=age) == place
    except BadSignature:
        return False
