"""Notices by letter: to each owner once, a few hundred at a time, as due work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.letters import KIND as LETTER
from accounts.letters import PLATFORM_NAME, Letter, Payload, queue_letter
from accounts.models import User
from journal.models import PlatformWork
from journal.work import NotYet, enqueue_platform_work
from tenants.house.models import Notice
from tenants.models import Membership
from tenants.roles import Role

KIND, NEWS = "notice_letters", "platform_notice"
AT_ONCE = 200
LOOK_AGAIN = timedelta(hours=6)  # whether a withdrawn notice is shown again, should nobody say so
OPEN = ["ready", "suspended"]


def letters_later(notice: Notice, *, after: str = "", due_at: datetime | None = None) -> None:
    """Have the owners told whose ids come after `after`; a row of due work for each few hundred."""
    payload = {"notice": str(notice.pk), "after": after}
    key = f"{KIND}:{notice.pk}:{after}"
    enqueue_platform_work(KIND, key=key, payload=payload, due_at=due_at or notice.since)


def go_on(notice: Notice) -> None:
    """After it was withdrawn and is shown again: have what did not go out go out now."""
    waiting = PlatformWork.objects.filter(kind__in=[KIND, LETTER], done_at=None)
    due_at = max(notice.since, timezone.now())
    waiting.filter(payload__notice=str(notice.pk)).update(due_at=due_at)


def counted(notice: Notice) -> dict[str, int]:
    """How many of its letters are `sent`, as far back as letters are known, and how many `wait`."""
    letters = PlatformWork.objects.filter(kind=LETTER, payload__notice=str(notice.pk))
    wait = Count("pk", filter=Q(done_at=None))
    return letters.aggregate(sent=Count("pk", filter=~Q(done_at=None)), wait=wait)


def letters_of(payload: dict[str, Any]) -> None:
    """Queue the next few hundred letters, and the row for those after them, in one transaction.

    One that is over is not written about any more; raises NotYet while it is withdrawn.
    """
    notice = _still_told(payload)
    if notice is None:
        return
    people = _owners(notice, payload["after"])
    for user in people:
        names = {"notice": str(notice.pk), "email": user.email, "language": user.language}
        queue_letter(NEWS, **names)
    if len(people) == AT_ONCE:
        letters_later(notice, after=str(people[-1].pk))


def _still_told(payload: Payload) -> Notice | None:
    """The notice; None once it is over. Raises NotYet while it is withdrawn."""
    open_one = Notice.objects.filter(pk=UUID(payload["notice"]), until__gt=timezone.now())
    notice = open_one.first()
    if notice is not None and notice.withdrawn_at is not None:
        asked_again = min(notice.until, timezone.now() + LOOK_AGAIN)
        raise NotYet("The notice is withdrawn.", until=asked_again)
    return notice


def _owners(notice: Notice, after: str) -> list[User]:
    """Each person once, however many blogs they own; only who confirmed the e-mail."""
    blogs = Membership.objects.filter(role=Role.OWNER, tenant__state__in=OPEN)
    if notice.tenant_id:
        blogs = blogs.filter(tenant_id=notice.tenant_id)
    if notice.plan_id:
        blogs = blogs.filter(tenant__plan_id=notice.plan_id)
    people = User.objects.filter(pk__in=blogs.values("user_id"), is_active=True)
    people = people.filter(email_confirmed_at__isnull=False)
    return list((people.filter(pk__gt=UUID(after)) if after else people).order_by("pk")[:AT_ONCE])


def notice_letter(payload: Payload) -> Iterable[Letter]:
    """`notice`, `email`; none is sent while it is withdrawn (NotYet), or once it is over."""
    notice = _still_told(payload)
    if notice is not None:
        heading = _("A notice from %(platform)s") % {"platform": PLATFORM_NAME}
        yield payload["email"], {"heading": heading, "sentences": [notice.text]}
