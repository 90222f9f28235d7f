"""Erase a closed or disabled account at once, for an admin or at the server's own shell."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.erase_user import typed_emails_of
from accounts.letters import queue_letter
from accounts.models import User
from tenants.actions.change import Refused, checked_reason
from tenants.actions.close_account import WhyNot, live_blogs_of
from tenants.actions.close_person import WHY_NOT, require_no_admin
from tenants.actions.erase_account import erase_now, last_letter_to
from tenants.erasures.hold import may_erase
from tenants.models import State, Tenant


@transaction.atomic
def erase_person(person: User, *, by: User | None, reason: str, email: str) -> list[Tenant]:
    """Erase it without its thirty days; returns the blogs that went into the trash with it.

    `email` was typed by whoever asks. The audit keeps `reason` when the person is forgotten, so it
    must not name them by an e-mail. Raises Refused, and User.DoesNotExist.
    """
    reason = checked_reason(reason)
    if not may_erase():
        raise Refused(
            _(
                "Somebody else is being erased, or a blog read back, just now. "
                "Try again in a minute."
            )
        )
    row = User.objects.select_for_update().get(pk=person.pk)
    require_no_admin(row)
    if row.is_active:
        raise Refused(_("The account is open. Close it first."))
    require_email(row, email)
    _require_no_names(row, reason)
    blogs = live_blogs_of(row)
    if any(tenant.state == State.PROVISIONING for tenant in blogs):
        raise Refused(str(WHY_NOT[WhyNot.MAKING]))
    letter = last_letter_to(row)
    erase_now(row, by=by, reason=reason)
    queue_letter("account_erased", **letter)
    return blogs


def require_email(person: User, email: str) -> None:
    """Raises Refused unless `email` is what they sign in with."""
    if email.strip().lower() != person.email:
        raise Refused(
            _("This cannot be undone: type the e-mail they sign in with, %(email)s.")
            % {"email": person.email}
        )


def _require_no_names(person: User, reason: str) -> None:
    known = {email.lower() for email in typed_emails_of(person)}
    if any(email in reason.lower() for email in known):
        raise Refused(_("The reason stays when they are gone: leave their e-mail out of it."))
