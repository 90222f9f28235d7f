"""Tell the people of blogs something, and take it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from journal import audit
from tenants.actions.change import Refused, checked_reason
from tenants.actions.set_house import held_house, save_house
from tenants.house.letters import letters_later
from tenants.house.models import Notice


@transaction.atomic
def make_notice(*, by: User | None, reason: str, **fields: Any) -> Notice:
    """Show a notice with `fields` of Notice; every process has heard within a second.

    Where it goes by mail too, the letters are due work from its beginning on. Raises Refused.
    """
    reason = checked_reason(reason)
    notice: Notice = Notice.objects.create(made_by=by, **fields)
    if notice.by_mail:
        letters_later(notice)
    _tell("notice.made", notice, by=by, reason=reason)
    return notice


@transaction.atomic
def withdraw_notice(notice: Notice, *, by: User | None, reason: str) -> Notice:
    """Show it no more; letters that have not gone out stay here. Raises Refused."""
    reason = checked_reason(reason)
    row: Notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if row.withdrawn_at is not None:
        raise Refused(_("That notice is withdrawn already."))
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    _tell("notice.withdrawn", row, by=by, reason=reason)
    return row


@transaction.atomic
def show_notice_again(notice: Notice, *, by: User | None, reason: str) -> Notice:
    """Show a withdrawn one again, for the time that it has left. Raises Refused."""
    reason = checked_reason(reason)
    row: Notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if row.withdrawn_at is None:
        raise Refused(_("That notice is not withdrawn."))
    row.withdrawn_at = None
    row.save(update_fields=["withdrawn_at"])
    _tell("notice.restored", row, by=by, reason=reason)
    return row


def _tell(action: str, notice: Notice, *, by: User | None, reason: str) -> None:
    """Let all processes hear, and write it down."""
    row = held_house()
    row.notices = [one.as_json for one in Notice.objects.to_come()]
    save_house(row)
    via = {} if by else {"via": "shell"}
    actor = by.id if by else None
    target = str(notice)
    audit.record(
        action,
        by=actor,
        tenant_id=notice.tenant_id,
        target=target,
        reason=reason,
        notice=str(notice.pk),
        **via,
    )
