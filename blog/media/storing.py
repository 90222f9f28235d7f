"""What was sent goes into the storage before a row says so, while no transaction is open.

The transaction of the request is let go meanwhile, so this comes before all that it writes. What
is refused afterwards, or not written whole, goes again; what is lost otherwise is a file that no
row names, and a sweep that was asked for before takes it a day later.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blog.actions.errors import ActionRefused
from blog.media import storage
from blog.media.clear import A_DAY, sweep_later
from blog.media.keys import UPLOAD, new_key
from blog.media.models import Picture
from blog.media.room import require_room_for
from blog.media.upload import Taken
from tenants.db.scope import let_go

if TYPE_CHECKING:
    from uuid import UUID

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that lies in the storage, as `file` of the picture with that key."""

    taken: Taken
    key: str
    file: str = UPLOAD


@contextmanager
def stored(*taken: Taken) -> Iterator[list[Stored]]:
    """Files of new pictures, for a block that adds these. Raises PlanFull, and then keeps none."""
    with _kept([Stored(one, new_key()) for one in taken]) as files:
        yield files


@contextmanager
def stored_beside(picture: Picture, taken: Taken) -> Iterator[Stored]:
    """The same for what is to take the place of the file of `picture`."""
    with _kept([Stored(taken, picture.key, f"coming-{secrets.token_hex(4)}")]) as (file,):
        yield file


@contextmanager
def _kept(files: Sequence[Stored]) -> Iterator[list[Stored]]:
    if not files:
        yield []
        return
    require_room_for(sum(len(one.taken.data) for one in files))
    sweep_later([one.key for one in files], wait=A_DAY)  # committed before the first is written
    with let_go() as tenant_id:
        _write(files, tenant_id)
    try:
        yield list(files)
    except ActionRefused:
        with let_go() as tenant_id:
            _forget(files, tenant_id)
        raise


def _write(files: Sequence[Stored], tenant_id: UUID) -> None:
    try:
        for one in files:
            storage.keep(one.key, one.file, one.taken.data, of=tenant_id)
    except BaseException:
        _forget(files, tenant_id)
        raise


def _forget(files: Sequence[Stored], tenant_id: UUID) -> None:
    """As far as the storage lets it: why they are to go is said in any case."""
    for one in files:
        try:
            storage.forget(one.key, one.file, of=tenant_id)
        except Exception:
            logger.exception("%s/%s is left to the sweep", one.key, one.file)
