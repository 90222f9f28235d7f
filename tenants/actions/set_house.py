"""Open or close the whole house, and switch features: one act, one audit entry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.trail import record_deed
from accounts.models import User
from tenants.actions.change import Refused, checked_reason
from tenants.house.models import House, Mode
from tenants.house.now import house
from tenants.house.switches import SWITCHES
from tenants.models import Tenant


@transaction.atomic
def set_mode(
    *, by: User | None, reason: str, mode: str, words: str = "", until: datetime | None = None
) -> House:
    """Let `mode` hold, with `words` for whoever is kept out; raises Refused.

    Every process has heard within a second.
    """
    reason = checked_reason(reason)
    row = held_house()
    mode, words, until = now = (mode, words, until) if mode != Mode.OPEN else (mode, "", None)
    if (row.mode, row.words, row.until) == now:
        raise Refused(_("That is so already."))
    before = row.mode
    row.mode, row.words, row.until = now
    save_house(row)
    _note("house.mode_changed", by, reason=reason, mode=[before, mode], words=words, until=until)
    return row


@transaction.atomic
def set_switch(
    *, by: User | None, reason: str, name: str, on: bool, tenant: Tenant | None = None
) -> House:
    """Switch the feature `name` for all, or for one blog; raises Refused.

    What is as it comes everywhere, or as everywhere on a blog, is not kept.
    """
    reason = checked_reason(reason)
    switch = SWITCHES[name]
    if tenant is not None and not switch.by_blog:
        raise Refused(_("That is switched for all blogs alone."))
    row = held_house()
    known = dict(row.switches.get(name, {}))
    everywhere = known.get("", switch.default)
    place, normal = (str(tenant.pk), everywhere) if tenant else ("", switch.default)
    if known.get(place, normal) == on:
        raise Refused(_("That is so already."))
    known[place] = on
    if on == normal:
        del known[place]
    row.switches = {**row.switches, name: known}
    save_house(row)
    _note("house.switched", by, tenant=tenant, reason=reason, switch=name, on=on)
    return row


def held_house() -> House:
    """The one row, held until the transaction ends."""
    House.objects.get_or_create(pk=1)
    return House.objects.select_for_update().get(pk=1)


def save_house(row: House) -> None:
    """Save it under its next version, which all processes hear of."""
    row.version += 1
    row.save()
    if not settings.HOST_CACHE_POLL_SECONDS:
        house.keep(row)  # nobody polls


def _note(action: str, by: User | None, *, tenant: Tenant | None = None, **details: Any) -> None:
    target = tenant.name if tenant else ""
    record_deed(action, by=by, tenant_id=tenant.pk if tenant else None, target=target, **details)
