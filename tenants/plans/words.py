"""The sentences about a plan's limits. `kind` is one of `tenants.plans.usage.Kind`."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

TITLES = {
    "posts": gettext_lazy("Published posts"),
    "storage_bytes": gettext_lazy("Space for pictures"),
    "people": gettext_lazy("People on the team"),
    "domains": gettext_lazy("Domains of your own"),
    "letters": gettext_lazy("Letters this month"),
}

NEAR = {
    "posts": gettext_lazy("%(used)s of the %(most)s posts that your plan has room for are out."),
    "storage_bytes": gettext_lazy(
        "%(used)s of the %(most)s that your plan has for pictures are in use."
    ),
    "people": gettext_lazy("%(used)s of the %(most)s places that your plan has are taken."),
    "domains": gettext_lazy("%(used)s of the %(most)s domains that your plan has are in use."),
    "letters": gettext_lazy(
        "%(used)s of the %(most)s letters that your plan has for a month are sent."
    ),
}

FULL = {
    "posts": gettext_lazy(
        "Your plan’s room for published posts is taken: %(used)s of %(most)s. You can write drafts"
        " as ever; to publish one, take another one back first."
    ),
    "storage_bytes": gettext_lazy(
        "Your plan’s space for pictures is taken: %(used)s of %(most)s. You can write as ever; new"
        " pictures have room once others are gone, thirty days after you delete them."
    ),
    "people": gettext_lazy(
        "Your plan’s places on the team are taken: %(used)s of %(most)s. There is room for one"
        " more once somebody is off it."
    ),
    "domains": gettext_lazy(
        "Your plan’s domains are in use: %(used)s of %(most)s. There is room for one more once"
        " another is removed."
    ),
    "letters": gettext_lazy(
        "Your plan’s letters for this month are sent: %(used)s of %(most)s. Messages go on"
        " arriving here, without a letter about them until the month is over."
    ),
}

NONE = {
    "domains": gettext_lazy("Your plan has no domains of your own."),
    "letters": gettext_lazy("Your plan has no letters: messages arrive here and nowhere else."),
}


def title(kind: str) -> str:
    """What is limited."""
    return str(TITLES[kind])


def number(kind: str, value: int) -> str:
    """A number with its unit, as the language writes it."""
    if kind == "storage_bytes":
        return str(filesizeformat(value))
    return number_format(value, force_grouping=True)


def amount(kind: str, used: int, most: int | None) -> str:
    """How much of how much."""
    if most is None:
        return _("%(used)s, no limit") % {"used": number(kind, used)}
    if not (used or most):
        return pgettext("amount", "none")
    return _("%(used)s of %(most)s") % {"used": number(kind, used), "most": number(kind, most)}


def near(kind: str, used: int, most: int) -> str:
    """That it will soon be full."""
    return _with(NEAR[kind], kind, used, most)


def full(kind: str, used: int, most: int) -> str:
    """That it is, and how to make room."""
    sentence = NONE.get(kind, FULL[kind]) if most == 0 else FULL[kind]
    return _with(sentence, kind, used, most)


def _with(sentence: Any, kind: str, used: int, most: int) -> str:
    return str(sentence) % {"used": number(kind, used), "most": number(kind, most)}
