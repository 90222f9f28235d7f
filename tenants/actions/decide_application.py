"""Approve an application, or refuse it; the applicant gets a letter."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.trail import record_deed
from accounts.letters import queue_letter
from accounts.models import User
from journal import audit
from tenants.actions.change import Refused
from tenants.actions.create_tenant import AddressTaken, create_tenant
from tenants.actions.sign_up import EmailKnown, save_account
from tenants.models import Tenant
from tenants.names import suggest_addresses
from tenants.signups.clear import clear_later
from tenants.signups.letters import NEWS
from tenants.signups.models import Application, Decision
from tenants.signups.rules import SignUpRefused, Way

MOST_TRIES = 12


@transaction.atomic
def approve_application(application: Application, *, by: User | None, reason: str) -> Tenant:
    """Make the account and the blog that were asked for, or neither; the blog is made as any is.

    One that was refused can still be approved. An address that was taken meanwhile gives way to
    one near it. Raises Refused.
    """
    row = _lock(application, allowed={Decision.WAITING, Decision.REFUSED})
    user = User(email=row.email, password=row.password, language=row.language)
    try:
        email = save_account(user, way=Way.APPROVAL)
    except EmailKnown:
        raise Refused(_("%(email)s has an account by now.") % {"email": row.email}) from None
    except SignUpRefused as error:
        raise Refused(str(error)) from None
    tenant, address = _blog_for(user, row)
    audit.record("user.signed_up", by=user.id, tenant_id=tenant.id, target=user.email)
    host = f"{address}.{settings.BLOGS_DOMAIN}"
    letter = {"blog": row.blog_name, "host": host, "language": row.language}
    queue_letter("confirm_email", address_id=email.pk, **letter)
    queue_letter(NEWS, what="approved", email=row.email, **letter)
    _decide(row, Decision.APPROVED, by=by, reason=reason, action="signups.approved")
    return tenant


@transaction.atomic
def refuse_application(application: Application, *, by: User | None, reason: str) -> None:
    """Tell the applicant no, and why. Raises Refused."""
    row = _lock(application, allowed={Decision.WAITING})
    _decide(row, Decision.REFUSED, by=by, reason=reason, action="signups.refused")
    letter = {"email": row.email, "reason": reason, "language": row.language}
    queue_letter(NEWS, what="refused", **letter)


def _lock(application: Application, *, allowed: set[Decision]) -> Application:
    row = Application.objects.select_for_update().filter(pk=application.pk).first()
    if row is None or row.state not in allowed:
        raise Refused(_("%(email)s was decided on already.") % {"email": application.email})
    return row


def _blog_for(user: User, row: Application) -> tuple[Tenant, str]:
    """The blog, and the label of the address it got."""
    near = dict.fromkeys([row.address, *suggest_addresses(row.address)])
    for address in list(near)[:MOST_TRIES]:
        try:
            return create_tenant(by=user, name=row.blog_name, address=address), address
        except AddressTaken:
            continue
    raise Refused(_("Neither %(address)s nor one near it is free.") % {"address": row.address})


def _decide(
    row: Application, state: Decision, *, by: User | None, reason: str, action: str
) -> None:
    row.state, row.reason = state, reason
    row.decided_at, row.decided_by = timezone.now(), by
    if state is Decision.APPROVED:
        row.password = ""  # the account has it
    row.save()
    clear_later(row.decided_at)
    record_deed(action, by=by, application=str(row.id), reason=reason)
