"""What an entry of the audit kept beside its words, as people read it."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tenants.roles import Role
from tenants.watch.decisions import Ground, Measure

LABELS = {
    "address": _("Address"),
    "address_before": _("Address before"),
    "address_now": _("Address now"),
    "blogs": _("Blogs"),
    "domain": _("Domain"),
    "ground": _("Ground"),
    "may_change": _("May change things"),
    "measure": _("What was decided"),
    "mode": _("Who may do what"),
    "name_before": _("Name before"),
    "name_now": _("Name now"),
    "on_behalf_of": _("As whom"),
    "owner": _("New owner"),
    "owner_before": _("Owner before"),
    "owner_before_id": _("Owner before"),
    "owner_id": _("New owner"),
    "plan_before": _("Plan before"),
    "plan_now": _("Plan now"),
    "previous": _("E-mail before"),
    "role": _("Role"),
    "seen": _("What was seen"),
    "title": _("Title"),
    "user_id": _("Whom"),
}
CHOICES = {
    "ground": dict(Ground.choices),
    "measure": dict(Measure.choices),
    "role": dict(Role.choices),
}
# Whose lists are what it was and what it became.
CHANGES = {"signups.changed", "plan.changed", "plan.made", "house.mode_changed"}


def told(action: str, key: str, value: Any) -> str:
    """The value in words."""
    if isinstance(value, bool):
        return _now("yes") if value else _now("no")
    if isinstance(value, list):
        joint = " → " if action in CHANGES else ", "
        return joint.join(told(action, key, one) for one in value) or "–"
    if isinstance(value, dict) or value in ("", None):
        return json.dumps(value) if value else "–"
    return str(CHOICES.get(key, {}).get(str(value), value))
