"""Whether an address can be had, with the sentence to say and what is free instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice

from django.conf import settings
from django.utils.translation import gettext as _

from tenants.models import Domain
from tenants.names import (
    Problem,
    check_address,
    sentence,
    skeleton,
    suggest_addresses,
    tidy,
    undisguised,
)

SUGGESTIONS = 3
LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """On one address: the label as it would be, what is wrong (None: nothing), what to say."""

    label: str
    problem: Problem | None
    message: str
    suggestions: tuple[str, ...] = ()


def suffix() -> str:
    """The fixed part of every address: `.inkstead.example`."""
    return f".{settings.BLOGS_DOMAIN}"


def judge(typed: str, *, name: str = "") -> Verdict:
    """Say whether `typed` can be an address now: two queries at most.

    `name` is the blog's, for suggestions. What is free here may be taken a moment later; the
    database decides (`create_tenant`).
    """
    label = tidy(typed, suffix=suffix())
    problem = check_address(label) or _problem_here(label)
    if problem is None:
        return Verdict(label, None, _("%(address)s is free.") % {"address": label})
    return refuse(label, problem, name=name)


def _problem_here(label: str) -> Problem | None:
    """What only this installation objects to: its own host's name, and what is taken."""
    own = undisguised(settings.PLATFORM_HOST.partition(".")[0])
    if undisguised(label) == own:
        return Problem.RESERVED
    return None if _free([label]) else Problem.TAKEN


def refuse(label: str, problem: Problem, *, name: str = "") -> Verdict:
    """The verdict on a `label` that has `problem`, with up to three addresses that are free."""
    near = chain(suggest_addresses(label), suggest_addresses(name))
    free = _free(islice(dict.fromkeys(near), LOOKED_AT))
    return Verdict(label, problem, sentence(problem, label), tuple(free[:SUGGESTIONS]))


def _free(labels: Iterable[str]) -> list[str]:
    """Those of `labels` that nobody has, nor one that looks like it; of look-alikes the first."""
    looks: dict[str, str] = {}
    for label in labels:
        looks.setdefault(f"{skeleton(label)}{suffix()}", label)
    taken = Domain.objects.filter(skeleton__in=looks).values_list("skeleton", flat=True)
    for look in taken:
        del looks[look]
    return list(looks.values())
