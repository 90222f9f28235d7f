"""What an admin can do to an application, and to an invitation to sign up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from inkstead.admin.deed import Deed, office_deed
from inkstead.admin.forms import LetterForm, PersonForm
from tenants.actions.decide_application import approve_application, refuse_application
from tenants.actions.revoke_sign_up_invitation import (
    renew_sign_up_invitation,
    revoke_sign_up_invitation,
)
from tenants.signups.models import Decision

APPLICATIONS = (
    Deed(
        verb="approve",
        name=_("Approve"),
        hint=_("The account and the blog are made, and a letter says so."),
        question=_("Approve %(name)s?"),
        done=_("%(name)s: approved. The letter is on its way."),
        act=approve_application,
        form=PersonForm,
        fits=lambda row: row.state != Decision.APPROVED,
    ),
    Deed(
        verb="refuse",
        name=_("Refuse"),
        hint=_("A letter says no, with your reason. It can still be approved for thirty days."),
        question=_("Refuse %(name)s?"),
        done=_("%(name)s: refused. The letter is on its way."),
        act=refuse_application,
        form=LetterForm,
        fits=lambda row: row.state == Decision.WAITING,
        danger=True,
    ),
)

INVITES = (
    office_deed(
        verb="revoke",
        name=_("Take back"),
        hint=_("Nobody comes in by it any more. Who came stays."),
        question=_("Take the invitation %(name)s back?"),
        done=_("The invitation %(name)s is taken back."),
        act=revoke_sign_up_invitation,
        fits=lambda row: row.revoked_at is None,
        undo="renew",
        danger=True,
    ),
    office_deed(
        verb="renew",
        name=_("Renew"),
        hint=_("It works again, for the days and uses that are left."),
        question=_("Renew the invitation %(name)s?"),
        done=_("The invitation %(name)s works again."),
        act=renew_sign_up_invitation,
        fits=lambda row: row.revoked_at is not None,
        undo="revoke",
    ),
)
