"""Close one's account, with a word on what becomes of each of one's blogs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.close_user import close_user, erased_on
from accounts.letters import queue_letter
from accounts.models import User
from journal.work import enqueue_platform_work
from kit.failpoints import failpoint
from tenants.actions.change import Refused
from tenants.actions.team import TeamError
from tenants.actions.transfer_blog import transfer_blog
from tenants.actions.trash_tenant import trash_tenant
from tenants.models import Membership, State, Tenant
from tenants.roles import Role

ERASE = "erase_account"

type Choices = Mapping[UUID, UUID | None]  # a blog's id: its heir's id, or None to delete it


class WhyNot(TextChoices):
    """Why an account stays open; the label is the sentence to say."""

    STAFF = (
        "staff",
        gettext_lazy("You are an admin of this platform. Somebody else has to end that first."),
    )
    MAKING = "making", gettext_lazy("A blog of yours is still being made. Try again in a minute.")
    CHANGED = (
        "changed",
        gettext_lazy("Your blogs or their teams changed meanwhile. Look through the list again."),
    )


class CannotClose(ValueError):
    """The account stays as it is, and so do the blogs; `why` says the reason."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(str(why.label))
        self.why = why


@transaction.atomic
def close_account(user: User, *, choices: Choices, by: User | None, reason: str = "") -> datetime:
    """Close `user`'s account at once and have it erased in thirty days; returns when it is.

    Every blog they own has to be in `choices`, but those in the trash. What is handed over stays
    so; what is deleted comes back if the account is opened again. From the shell, by nobody, it is
    for a `reason`. Raises CannotClose.
    """
    if user.is_staff:
        raise CannotClose(WhyNot.STAFF)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # before the blogs, as all do
    deleted = [
        tenant.id
        for tenant in live_blogs_of(user)
        if _part_with(tenant, choices, owner=user, by=by) is None
    ]
    failpoint("close_account.after_blogs")
    closed_at = close_user(user, by=by, reason=reason)
    if closed_at is None:
        raise CannotClose(WhyNot.CHANGED)
    erase_at = erased_on(closed_at)
    payload = {"user_id": user.id, "closed_at": closed_at.isoformat(), "blogs": deleted}
    key = f"{ERASE}:{user.id}:{closed_at.isoformat()}"
    enqueue_platform_work(ERASE, key=key, payload=payload, due_at=erase_at)
    about = {"user_id": user.id, "closed_at": closed_at.isoformat()}
    queue_letter("account_closed", language=user.language, **about)
    failpoint("close_account.before_commit")
    return erase_at


def live_blogs_of(user: User) -> list[Tenant]:
    """The blogs `user` owns that are neither in the trash nor gone, in the order to lock them."""
    owned = Membership.objects.filter(user=user, role=Role.OWNER).values("tenant_id")
    gone = {State.DELETED, State.PURGED}
    return list(Tenant.objects.filter(pk__in=owned).exclude(state__in=gone).order_by("pk"))


def _part_with(tenant: Tenant, choices: Choices, *, owner: User, by: User | None) -> UUID | None:
    """Hand `tenant` over or delete it; returns the heir, if there is one."""
    if tenant.state == State.PROVISIONING:
        raise CannotClose(WhyNot.MAKING)
    if tenant.id not in choices:
        raise CannotClose(WhyNot.CHANGED)
    heir = choices[tenant.id]
    try:
        if heir is None:
            own = _("Its owner closed their account.")
            others = _("Its owner’s account was closed.")
            trash_tenant(tenant, by=by, reason=own if by == owner else others)
        else:
            transfer_blog(tenant.id, to=heir, by=owner)
    except (Refused, TeamError) as error:
        raise CannotClose(WhyNot.CHANGED) from error
    return heir
