"""All looks, one after the other; and what is mended of what they find."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import DatabaseError

from tenants.actions.change import Refused
from tenants.fleet.doctor import erased, half_made, like, overdue, roles, schemas, vital, waste
from tenants.fleet.doctor.finding import Finding
from tenants.fleet.doctor.ground import Ground
from tenants.models import Tenant

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Look:
    """One question asked of the whole fleet."""

    name: str
    title: str
    ask: Callable[[Ground], Iterator[Finding]]


LOOKS = (
    Look("orphans", "Schemas that are nobody's", schemas.orphans),
    Look("nowhere", "Rows that point nowhere", schemas.pointing_nowhere),
    Look("versions", "Migrations, and what is noted of them", schemas.notes),
    Look("shapes", "Tables as the recorded script makes them", like.shapes),
    Look("contents", "Blogs that lost what they cannot be without", vital.emptied),
    Look("roles", "Roles that are nobody's", roles.orphan_roles),
    Look("rights", "Roles, owners and grants", roles.rights),
    Look("bells", "Due work of blogs", overdue.bells),
    Look("work", "Due work of the platform", overdue.platform_work),
    Look("jobs", "What was asked for on a page", overdue.jobs),
    Look("unfinished", "Blogs that were never finished", half_made.unfinished),
    Look("days", "Trash and replaced schemas past their days", half_made.past_their_days),
    Look("spares", "Spares that nobody can have", half_made.spares),
    Look("archives", "Backups and their files", half_made.archives),
    Look("pictures", "Pictures and their blogs", half_made.pictures),
    Look("erased", "People who were erased", erased.erased_again),
    Look("dead", "Dead rows", waste.dead_rows),
    Look("loose", "Indexes larger than they need be", waste.loose_indexes),
)


QUICK = ("nowhere", "versions", "contents")  # of a single blog
CLOSE = ("shapes", "rights")


@dataclass(slots=True)
class Told:
    """A finding, and what was done about it."""

    finding: Finding
    done: str = ""
    failed: str = ""

    @property
    def is_mended(self) -> bool:
        """Whether nothing is left to do."""
        return bool(self.done)


@dataclass(slots=True)
class Seen:
    """What one look found, and how long it took."""

    look: Look
    seconds: float
    told: list[Told] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """How many of its findings still hold."""
        return sum(not told.is_mended for told in self.told)


def examine(*, only: tuple[str, ...] = ()) -> list[Seen]:
    """Look at everything (or what is named); nothing is changed."""
    ground = Ground()
    return [_look(look, ground) for look in LOOKS if not only or look.name in only]


def examine_one(tenant: Tenant, *, closely: bool = False) -> list[Finding]:
    """What is wrong with one blog's schema; `closely` holds it against one that is made new."""
    ground = Ground.of_one(tenant)
    names = QUICK + (CLOSE if closely else ())
    looks = (look for look in LOOKS if look.name in names)
    return [told.finding for look in looks for told in _look(look, ground).told]


def mend(seen: list[Seen]) -> None:
    """Do what is safe about each finding, and note what was done or why it could not be."""
    for one in seen:
        for told in one.told:
            if told.finding.mend is not None:
                _mend(told)


def _look(look: Look, ground: Ground) -> Seen:
    """What a look found, up to where the database refused it: that is a finding too."""
    seen, began = Seen(look, 0.0), time.monotonic()
    try:
        for finding in look.ask(ground):
            seen.told.append(Told(finding))
    except DatabaseError as error:
        logger.warning("%s: could not be looked at.", look.title, exc_info=True)
        words = f"could not be looked at: {_first_line(error)}"
        seen.told.append(
            Told(Finding(look.title, words, "mend what the others tell, then look again"))
        )
    seen.seconds = time.monotonic() - began
    return seen


def _mend(told: Told) -> None:
    assert told.finding.mend is not None  # noqa: S101
    try:
        told.done = told.finding.mend()
    except (DatabaseError, OSError, Refused) as error:
        logger.warning("%s could not be mended: %s", told.finding.where, error)
        told.failed = _first_line(error)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]
