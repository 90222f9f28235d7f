"""How much of its plan a blog uses, and what its people are told before a limit stops them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tenants.plans import words
from tenants.plans.letters import letters_in
from tenants.plans.room import domains_of, people_of

if TYPE_CHECKING:
    from tenants.models import Tenant, TenantStats

NEAR_PERCENT = 80


class Kind(StrEnum):
    """What a plan limits."""

    POSTS = "posts"
    STORAGE = "storage_bytes"
    PEOPLE = "people"
    DOMAINS = "domains"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of one thing is used; `most` None is no limit."""

    kind: Kind
    used: int
    most: int | None

    @property
    def percent(self) -> int:
        """Of what there is, at most 100."""
        if self.most is None:
            return 0
        return min(100, 100 * self.used // self.most) if self.most else 100

    @property
    def is_drawn(self) -> bool:
        """Whether a bar says anything: not of what has no limit, nor of what a plan is without."""
        return self.most is not None and bool(self.most or self.used)

    @property
    def full(self) -> bool:
        """Whether nothing more is taken."""
        return self.most is not None and self.used >= self.most

    @property
    def near(self) -> bool:
        """Whether it is time to say so."""
        return self.most is not None and self.percent >= NEAR_PERCENT

    @property
    def title(self) -> str:
        """What it is."""
        return words.title(self.kind)

    @property
    def amount(self) -> str:
        """How much of how much."""
        return words.amount(self.kind, self.used, self.most)

    @property
    def line(self) -> str:
        """A sentence for where it matters; empty while there is plenty."""
        if not self.near:
            return ""
        say = words.full if self.full else words.near
        return say(self.kind, self.used, self.most or 0)


def usage_of(tenant: Tenant) -> list[Usage]:
    """All of it: from the blog's row of counts, and two questions to public tables."""
    counted = [counted_usage(tenant, kind) for kind in (Kind.POSTS, Kind.STORAGE)]
    people = Usage(Kind.PEOPLE, people_of(tenant), tenant.limits.people)
    domains = Usage(Kind.DOMAINS, domains_of(tenant), tenant.limits.domains)
    return [*counted, people, domains, counted_usage(tenant, Kind.LETTERS)]


def counted_usage(tenant: Tenant, kind: Kind) -> Usage:
    """What the row of counts knows, as due work counted it last; it asks nothing more."""
    stats: TenantStats | None = getattr(tenant, "stats", None)
    used = {
        Kind.POSTS: stats.posts + stats.scheduled if stats else 0,
        Kind.STORAGE: stats.storage_bytes if stats else 0,
        Kind.LETTERS: letters_in(stats),
    }[kind]
    return Usage(kind, used, getattr(tenant.limits, kind))
