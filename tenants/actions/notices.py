"""Tell the people of blogs something, and take it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.trail import record_deed
from accounts.models import User
from tenants.actions.change import Refused, checked_reason
from tenants.actions.set_house import held_house, save_house
from tenants.house.letters import go_on, letters_later
from tenants.house.models import Notice, Severity

A_MOMENT = timedelta(minutes=1)


@transaction.atomic
def make_notice(*, by: User | None, reason: str, **fields: Any) -> Notice:
    """Show a notice with `fields` of Notice; every process has heard within a second.

    Where it goes by mail too, the letters are due work from its beginning on. Raises Refused.
    """
    reason = checked_reason(reason)
    held_house()  # of two presses the second waits here, and finds what the first one made
    if by is not None and _was_just_made(by, fields):
        raise Refused(_("That notice was made a moment ago."))
    notice: Notice = Notice.objects.create(made_by=by, **fields)
    if notice.by_mail:
        letters_later(notice)
    _tell("notice.made", notice, by=by, reason=reason)
    return notice


@transaction.atomic
def withdraw_notice(notice: Notice, *, by: User | None, reason: str) -> Notice:
    """Show it no more; letters that have not gone out wait here. Raises Refused."""
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
    """Show a withdrawn one again, for the time that it has left; its letters go on going out.

    Raises Refused.
    """
    reason = checked_reason(reason)
    row: Notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if row.withdrawn_at is None:
        raise Refused(_("That notice is not withdrawn."))
    row.withdrawn_at = None
    row.save(update_fields=["withdrawn_at"])
    go_on(row)
    _tell("notice.restored", row, by=by, reason=reason)
    return row


def _was_just_made(by: User, fields: dict[str, Any]) -> bool:
    said = {"severity": Severity.NEWS, "by_mail": False, **fields}
    same = {name: said.get(name) for name in ("text", "severity", "by_mail", "plan", "tenant")}
    lately = Notice.objects.filter(made_by=by, made_at__gt=timezone.now() - A_MOMENT)
    return lately.filter(withdrawn_at=None, **same).exists()


def _tell(action: str, notice: Notice, *, by: User | None, reason: str) -> None:
    """Let all processes hear, and write it down."""
    row = held_house()
    row.notices = [one.as_json for one in Notice.objects.to_come()]
    save_house(row)
    told = {"reason": reason, "notice": str(notice.pk)}
    record_deed(action, by=by, tenant_id=notice.tenant_id, target=str(notice), **told)
