"""What an admin can do to a row: one table for the pages, the addresses and the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actions.disable_user import disable_user
from accounts.actions.enable_user import enable_user
from accounts.actions.end_sessions import end_all_sessions
from accounts.models import User
from inkstead.admin.forms import LetterForm, PersonForm, ReasonForm
from inkstead.admin.visit_forms import EnterAsForm
from tenants.actions.appeal import reopen_appeal, reverse_decision, uphold_decision
from tenants.actions.ask_visit import ask_visit
from tenants.actions.decide_application import approve_application, refuse_application
from tenants.actions.decide_report import dismiss_report, reopen_report, uphold_report
from tenants.actions.end_visit import end_visit
from tenants.actions.notices import show_notice_again, withdraw_notice
from tenants.actions.revoke_sign_up_invitation import (
    renew_sign_up_invitation,
    revoke_sign_up_invitation,
)
from tenants.models import Membership, State, Tenant
from tenants.signups.models import Decision
from tenants.visits.models import Ended, Visit
from tenants.watch.decisions import AppealState
from tenants.watch.reports import ReportState


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A verb with its words. `act(row, by=, reason=, **fields)` does it, or raises Refused."""

    verb: str  # in the address
    name: Any  # on the button; then, with an ellipsis, on the way to it
    hint: Any  # what follows from it
    question: Any
    done: Any
    act: Callable[..., Any]
    fits: Callable[[Any], bool]  # whether it makes sense for this row now
    undo: str = ""  # the verb that takes it back
    danger: bool = False
    form: type[Form] = ReasonForm
    bulk: bool = True
    fresh: bool = False  # only minutes after the second factor was used
    lands: Callable[[Any], str] | None = None  # where what `act` returned is to be seen


def visit_page(visit: Visit) -> str:
    """Where somebody who asked for a visit goes on from."""
    return reverse("admin:visits_page", args=[visit.pk])


def _enter_as(person: User, *, by: User, reason: str, blog: Tenant, may_change: bool) -> Visit:
    return ask_visit(blog, person=person, by=by, reason=reason, may_change=may_change)


def _can_be_visited(person: User) -> bool:
    own = Membership.objects.filter(user=person, tenant__state=State.READY)
    return person.is_active and not (person.is_staff or person.is_superuser) and own.exists()


def _stop(visit: Visit, *, by: User, reason: str) -> None:
    end_visit(visit, why=Ended.STOPPED, by=by, reason=reason)


PEOPLE = (
    Deed(
        verb="enter-as",
        name=_("Enter a studio"),
        hint=_("Half an hour in a blog’s studio, in their place. They get a letter about it."),
        question=_("Enter a studio as %(name)s"),
        done=_("You may go in as %(name)s for five minutes from now."),
        act=_enter_as,
        form=EnterAsForm,
        fits=_can_be_visited,
        bulk=False,
        fresh=True,
        lands=visit_page,
    ),
    Deed(
        verb="sign-out",
        name=_("Sign out everywhere"),
        hint=_("Every browser of theirs has to sign in again."),
        question=_("Sign %(name)s out everywhere?"),
        done=_("%(name)s is signed out everywhere."),
        act=end_all_sessions,
        form=PersonForm,
        fits=lambda _user: True,
    ),
    Deed(
        verb="disable",
        name=_("Disable"),
        hint=_("Signed out at once, and cannot sign in. Blogs and posts stay as they are."),
        question=_("Disable %(name)s?"),
        done=_("%(name)s is disabled."),
        act=disable_user,
        form=PersonForm,
        fits=lambda user: bool(user.is_active),
        undo="enable",
        danger=True,
    ),
    Deed(
        verb="enable",
        name=_("Enable"),
        hint=_("They can sign in again."),
        question=_("Enable %(name)s?"),
        done=_("%(name)s can sign in again."),
        act=enable_user,
        form=PersonForm,
        fits=lambda user: not user.is_active,
        undo="disable",
    ),
)

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
    Deed(
        verb="revoke",
        name=_("Take back"),
        hint=_("Nobody comes in by it any more. Who came stays."),
        question=_("Take the invitation %(name)s back?"),
        done=_("The invitation %(name)s is taken back."),
        act=revoke_sign_up_invitation,
        form=PersonForm,
        fits=lambda row: row.revoked_at is None,
        undo="renew",
        danger=True,
        bulk=False,
    ),
    Deed(
        verb="renew",
        name=_("Renew"),
        hint=_("It works again, for the days and uses that are left."),
        question=_("Renew the invitation %(name)s?"),
        done=_("The invitation %(name)s works again."),
        act=renew_sign_up_invitation,
        form=PersonForm,
        fits=lambda row: row.revoked_at is not None,
        undo="revoke",
        bulk=False,
    ),
)


VISITS = (
    Deed(
        verb="end",
        name=_("End it"),
        hint=_("Whoever is in is out with the next page."),
        question=_("End the visit %(name)s?"),
        done=_("The visit %(name)s is over."),
        act=_stop,
        form=PersonForm,
        fits=lambda row: row.is_running or row.may_begin,
        danger=True,
        bulk=False,
    ),
)

REPORTS = (
    Deed(
        verb="uphold",
        name=_("Something was done"),
        hint=_("What was done to the blog stands in its history; this closes the report."),
        question=_("Close the report about %(name)s: something was done"),
        done=_("%(name)s: the report is closed."),
        act=uphold_report,
        form=PersonForm,
        fits=lambda row: row.state == ReportState.OPEN,
        undo="reopen",
        bulk=False,
    ),
    Deed(
        verb="dismiss",
        name=_("Leave it"),
        hint=_("Nothing is wrong there, or nothing that we act on."),
        question=_("Close the report about %(name)s without doing anything"),
        done=_("%(name)s: the report is closed."),
        act=dismiss_report,
        form=PersonForm,
        fits=lambda row: row.state == ReportState.OPEN,
        undo="reopen",
        bulk=False,
    ),
    Deed(
        verb="reopen",
        name=_("Open it again"),
        hint=_("It waits for a decision once more."),
        question=_("Open the report about %(name)s again?"),
        done=_("%(name)s: the report waits again."),
        act=reopen_report,
        form=PersonForm,
        fits=lambda row: row.state != ReportState.OPEN,
        bulk=False,
    ),
)


DECISIONS = (
    Deed(
        verb="uphold",
        name=_("Let it stand"),
        hint=_("The decision stays as it is. A letter says so, with your reason."),
        question=_("Let the decision about %(name)s stand?"),
        done=_("%(name)s: the decision stands. The letter is on its way."),
        act=uphold_decision,
        form=LetterForm,
        fits=lambda row: row.appeal_state == AppealState.WAITING,
        undo="reopen",
        bulk=False,
    ),
    Deed(
        verb="reverse",
        name=_("Take it back"),
        hint=_("The blog is as it was before. A letter says so, with your reason."),
        question=_("Take the decision about %(name)s back?"),
        done=_("%(name)s is as it was before. The letter is on its way."),
        act=reverse_decision,
        form=LetterForm,
        fits=lambda row: row.appeal_state == AppealState.WAITING,
        bulk=False,
    ),
    Deed(
        verb="reopen",
        name=_("Open the appeal again"),
        hint=_("It waits for an answer once more."),
        question=_("Open the appeal about %(name)s again?"),
        done=_("%(name)s: the appeal waits again."),
        act=reopen_appeal,
        form=LetterForm,
        fits=lambda row: row.appeal_state == AppealState.UPHELD and row.ended_at is None,
        bulk=False,
    ),
)


NOTICES = (
    Deed(
        verb="withdraw",
        name=_("Withdraw"),
        hint=_("Nobody sees it any more, and letters that have not gone out stay here."),
        question=_("Withdraw “%(name)s”?"),
        done=_("“%(name)s” is withdrawn."),
        act=withdraw_notice,
        form=PersonForm,
        fits=lambda row: row.withdrawn_at is None,
        undo="restore",
        bulk=False,
    ),
    Deed(
        verb="restore",
        name=_("Show again"),
        hint=_("For the time that it has left."),
        question=_("Show “%(name)s” again?"),
        done=_("“%(name)s” is shown again."),
        act=show_notice_again,
        form=PersonForm,
        fits=lambda row: row.withdrawn_at is not None,
        undo="withdraw",
        bulk=False,
    ),
)


def is_self(row: Any, by: User) -> bool:
    """Whether this row is the admin's own account, which they cannot disable."""
    return isinstance(row, User) and row.pk == by.pk
