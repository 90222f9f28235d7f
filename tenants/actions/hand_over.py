"""Give a blog to somebody with an account, on an admin's word."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actions.erase_user import proven_emails_of
from accounts.letters import queue_letter
from accounts.models import Session, User
from tenants.actions.change import Refused, checked_reason, finish, lock
from tenants.actions.remove_member import end_what_they_left
from tenants.models import HandoffCode, Membership, State, Tenant
from tenants.roles import GIVEN, Role

LEAVES = ""  # the owner until now does not stay on the team
HANDED_OVER = "tenant.handed_over"
TRANSFERRED = "tenant.transferred"  # by its owner, whose act it is
OWNERS = ["owner_before", "owner"]  # e-mails in its details, until ids were written


@transaction.atomic
def hand_over(
    tenant: Tenant, *, by: User | None, reason: str, email: str, stays_as: str = Role.ADMIN
) -> Tenant:
    """Make the account with `email` the owner, whoever asks; it need not be on the team.

    `stays_as` is the role of the owner until now, or LEAVES. Both get a letter. Raises Refused.
    """
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.READY, State.SUSPENDED})
    heir, owner = _heir(email), _owner(row)
    if owner and owner.user_id == heir.pk:
        raise Refused(_("It is theirs already."))
    _step_down(owner, stays_as)  # first: of owners there is one
    Membership.objects.update_or_create(tenant=row, user=heir, defaults={"role": Role.OWNER})
    left = {"user_id": owner.user_id} if owner and stays_as not in GIVEN else {}
    ids = {"owner_id": heir.pk, "owner_before_id": owner.user_id if owner else None}
    finish(HANDED_OVER, row, by=by, reason=reason, **ids, **left)
    queue_letter("blog_transferred", email=heir.email, blog=row.name, language=heir.language)
    _tell(owner, row, reason=reason, stays_as=stays_as)
    return row


def way_back(tenant: Tenant, email: str) -> dict[str, str]:
    """What `hand_over` wants to know to undo one to `email`, asked before it is done."""
    owner = _owner(tenant)
    heir = Membership.objects.filter(tenant=tenant, user__email=email.strip().lower())
    role = heir.values_list("role", flat=True).first()
    return {"email": owner.user.email if owner else "", "stays_as": role or LEAVES}


def handed_over(user: User) -> Q:
    """Entries of the audit about a blog that was given to `user`, or was theirs until then.

    By its owner too, and whether or not `user` ever was on the team or did a thing there.
    """
    known, proven = str(user.pk), proven_emails_of(user)
    pairs = [("owner_id", known), ("owner_before_id", known)]
    pairs += [(key, email) for key in OWNERS for email in proven]
    named = reduce(or_, (Q(details__contains=dict([pair])) for pair in pairs))
    # Until ids were written of those as well.
    by_themselves = Q(action=TRANSFERRED) & (Q(actor_id=user.pk) | Q(target__in=proven))
    return Q(action__in=[HANDED_OVER, TRANSFERRED]) & named | by_themselves


def _owner(tenant: Tenant) -> Membership | None:
    owners = Membership.objects.filter(tenant=tenant, role=Role.OWNER)
    return owners.select_related("user").first()


def _heir(email: str) -> User:
    heir = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if heir is None:
        raise Refused(_("Nobody has an open account with that e-mail."))
    return heir


def _tell(owner: Membership | None, tenant: Tenant, *, reason: str, stays_as: str) -> None:
    """Who loses the blog reads why, and not to whom."""
    if owner is None:
        return
    words = {"blog": tenant.name, "reason": reason, "role": stays_as if stays_as in GIVEN else ""}
    to = owner.user
    queue_letter("blog_handed_over", email=to.email, language=to.language, **words)


def _step_down(owner: Membership | None, role: str) -> None:
    if owner is None:
        return
    if role in GIVEN:
        owner.role = role
        owner.save(update_fields=["role"])
        return
    Membership.objects.filter(pk=owner.pk).delete()
    here = {"user_id": owner.user_id, "tenant_id": owner.tenant_id}
    HandoffCode.objects.filter(**here).delete()
    Session.objects.filter(**here).delete()
    end_what_they_left(owner.tenant_id, owner.user_id)
