"""A disk that is full, said in a sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from tenants.actions.change import Refused

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NoRoom(Refused):
    """What was to be written did not fit."""


@contextmanager
def room_is_wanted() -> Iterator[None]:
    """Let what is written inside fail with NoRoom, where there is no room for it."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise NoRoom(_("There is no room left on the disk. Nothing half was kept.")) from error
