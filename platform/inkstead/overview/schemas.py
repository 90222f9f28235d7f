"""The fleet: which version each schema has, and how many spares stand ready."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inkstead.overview.series import number
from inkstead.overview.state import Check, State, judged
from tenants.models import FleetSchema
from tenants.provisioning.template import TemplateOutOfStep, current_template


@dataclass(frozen=True, slots=True)
class Fleet:
    """As it is noted: how many schemas at each version, and how many spares can be given out."""

    wanted: str | None  # the version that new blogs get; None: this code has no script for them
    versions: Counter[str]
    spares: int

    @property
    def behind(self) -> int:
        """Schemas at another version than the one that is wanted."""
        return self.versions.total() - self.versions[self.wanted or ""]


def fleet() -> Fleet:
    """By two queries, from the public table alone."""
    wanted = _wanted()
    rows = FleetSchema.objects.values_list("version", "spare", "has_role").order_by()
    versions, spares = Counter[str](), 0
    for version, spare, has_role, count in rows.annotate(Count("pk")):
        versions[version] += count
        if spare and version == wanted and has_role == settings.TENANT_ROLES:
            spares += count
    return Fleet(wanted, versions, spares)


def _wanted() -> str | None:
    try:
        return current_template().version
    except TemplateOutOfStep:
        return None


def versions(of: Fleet) -> Check:
    """Whether all are at the version that new blogs get."""
    title, total = gettext_lazy("Versions of the schemas"), of.versions.total()
    if of.wanted is None:
        words = _("No recorded schema matches this code, so that no blog can be made.")
        return Check("versions", title, State.LOOK, words, command="manage.py migrate")
    if not total:
        return Check("versions", title, State.NOT_YET, _("There is no schema yet."))
    words = ngettext(
        "The only one is at this release’s version.", "All %(n)s at this release’s version.", total
    ) % {"n": number(total)}
    if of.behind:
        others = len(set(of.versions) - {of.wanted})
        words = ngettext(
            "%(behind)s of %(n)s at another version.",
            "%(behind)s of %(n)s at %(others)s other versions.",
            others,
        ) % {"behind": number(of.behind), "n": number(total), "others": number(others)}
    command = "manage.py migrate --list" if of.behind else ""
    return Check("versions", title, judged(of.behind), words, command=command)


def spares(of: Fleet) -> Check:
    """How many stand ready, of how many; half of them missing is worth a look."""
    ready, wanted = of.spares, settings.SPARE_SCHEMAS
    title = gettext_lazy("Spare schemas")
    if not wanted:
        words = _("None are kept ready: SPARE_SCHEMAS is 0.")
        return Check("spares", title, State.NOT_YET, words)
    words = _("%(ready)s of %(wanted)s ready.") % {
        "ready": number(min(ready, wanted)),
        "wanted": number(wanted),
    }
    few = ready * 2 < wanted
    command = "manage.py fleet doctor --only spares" if few else ""
    return Check("spares", title, judged(few), words, command=command)
