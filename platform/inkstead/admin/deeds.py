"""What an admin can do to a row: one table for the pages, the addresses and the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.forms import Form
from django.utils.translation import gettext_lazy as _

from accounts.actions.disable_user import disable_user
from accounts.actions.enable_user import enable_user
from accounts.actions.end_sessions import end_all_sessions
from accounts.models import User
from inkstead.admin.forms import (
    BackupForm,
    CloneForm,
    LetterForm,
    PersonForm,
    PurgeForm,
    ReasonForm,
    RenameForm,
)
from inkstead.admin.plan_forms import ChangePlanForm
from tenants.actions.ask_for import (
    ask_for_backup,
    ask_for_clone,
    ask_for_purge,
    ask_for_restore,
)
from tenants.actions.change_plan import OPEN, change_plan
from tenants.actions.decide_application import approve_application, refuse_application
from tenants.actions.list_tenant import list_tenant
from tenants.actions.rename_tenant import rename_tenant
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.revoke_sign_up_invitation import (
    renew_sign_up_invitation,
    revoke_sign_up_invitation,
)
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.take_back import can_take_back, take_back
from tenants.actions.trash_tenant import trash_tenant
from tenants.actions.unlist_tenant import unlist_tenant
from tenants.archive.models import Backup
from tenants.archive.store import has_store
from tenants.models import State, Tenant
from tenants.signups.models import Decision


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


def _in(*states: State) -> Callable[[Tenant], bool]:
    return lambda tenant: tenant.state in states


def _is_open_to_listing(tenant: Tenant, *, refused: bool) -> bool:
    return _in(State.READY, State.SUSPENDED)(tenant) and tenant.listing_refused == refused


def _can_be_backed_up(tenant: Tenant) -> bool:
    return has_store() and _in(State.READY, State.SUSPENDED, State.DELETED)(tenant)


def _has_backups(tenant: Tenant) -> bool:
    open_ = _in(State.READY, State.SUSPENDED)(tenant)
    return open_ and Backup.objects.filter(tenant=tenant).exists()


BLOGS = (
    Deed(
        verb="suspend",
        name=_("Suspend"),
        hint=_("Readers see a notice at once. Nothing is lost; its people read the reason."),
        question=_("Suspend %(name)s?"),
        done=_("%(name)s is suspended."),
        act=suspend_tenant,
        fits=_in(State.READY),
        undo="resume",
        danger=True,
    ),
    Deed(
        verb="resume",
        name=_("Resume"),
        hint=_("Readers see the blog again, and what waited is done."),
        question=_("Resume %(name)s?"),
        done=_("%(name)s is open again."),
        act=resume_tenant,
        fits=_in(State.SUSPENDED),
        undo="suspend",
    ),
    Deed(
        verb="unlist",
        name=_("Keep out of discover"),
        hint=_("Its posts leave the list of new posts, whatever its owner wishes."),
        question=_("Keep %(name)s out of discover?"),
        done=_("%(name)s is kept out of discover."),
        act=unlist_tenant,
        fits=partial(_is_open_to_listing, refused=False),
        undo="list",
    ),
    Deed(
        verb="list",
        name=_("Allow in discover"),
        hint=_("It is shown in discover if its owner wishes it."),
        question=_("Allow %(name)s in discover?"),
        done=_("%(name)s may be in discover."),
        act=list_tenant,
        fits=partial(_is_open_to_listing, refused=True),
        undo="unlist",
    ),
    Deed(
        verb="rename",
        name=_("Rename"),
        hint=_("Another name or address. The old address leads to the new one for good."),
        question=_("Rename %(name)s"),
        done=_("%(name)s has its new name."),
        act=rename_tenant,
        fits=_in(State.READY, State.SUSPENDED),
        undo="rename",
        form=RenameForm,
        bulk=False,
    ),
    Deed(
        verb="plan",
        name=_("Change the plan"),
        hint=_("Other limits. What is published stays, however much it is."),
        question=_("Change the plan of %(name)s"),
        done=_("%(name)s has its new plan."),
        act=change_plan,
        fits=_in(*OPEN),
        undo="plan",
        form=ChangePlanForm,
        bulk=False,
    ),
    Deed(
        verb="delete",
        name=_("Delete"),
        hint=_("To the trash for thirty days, then gone. Until then it can be restored."),
        question=_("Delete %(name)s?"),
        done=_("%(name)s is in the trash."),
        act=trash_tenant,
        fits=_in(State.READY, State.SUSPENDED),
        undo="restore",
        danger=True,
    ),
    Deed(
        verb="restore",
        name=_("Restore"),
        hint=_("Out of the trash, as it was."),
        question=_("Restore %(name)s?"),
        done=_("%(name)s is back."),
        act=restore_tenant,
        fits=_in(State.DELETED),
        undo="delete",
    ),
    Deed(
        verb="back-up",
        name=_("Back up"),
        hint=_("An archive of all of it as it is now. Readers and writers notice nothing."),
        question=_("Back up %(name)s?"),
        done=_("%(name)s is being backed up."),
        act=ask_for_backup,
        fits=_can_be_backed_up,
        bulk=False,
    ),
    Deed(
        verb="put-back",
        name=_("Put back"),
        hint=_(
            "Posts, pages, messages and settings as a backup has them. Name, addresses and team "
            "stay. It can be taken back for some days."
        ),
        question=_("Restore %(name)s from a backup"),
        done=_("%(name)s is being restored."),
        act=ask_for_restore,
        fits=_has_backups,
        danger=True,
        form=BackupForm,
        bulk=False,
    ),
    Deed(
        verb="take-back",
        name=_("Take back"),
        hint=_("The blog becomes again what it was before it was restored from a backup."),
        question=_("Take the restore of %(name)s back?"),
        done=_("%(name)s is as it was before the restore."),
        act=take_back,
        fits=can_take_back,
        undo="take-back",
        bulk=False,
    ),
    Deed(
        verb="copy",
        name=_("Copy"),
        hint=_("A blog of its own at another address, with the same content and owner."),
        question=_("Copy %(name)s"),
        done=_("%(name)s is being copied."),
        act=ask_for_clone,
        fits=_in(State.READY, State.SUSPENDED),
        form=CloneForm,
        bulk=False,
    ),
    Deed(
        verb="purge",
        name=_("Purge now"),
        hint=_(
            "Gone for good, with its files and backups; nobody can bring it back. "
            "Its address is never given to anybody else."
        ),
        question=_("Purge %(name)s for good?"),
        done=_("%(name)s is being purged."),
        act=ask_for_purge,
        fits=_in(State.DELETED),
        danger=True,
        form=PurgeForm,
        bulk=False,
    ),
)

PEOPLE = (
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


def is_self(row: Any, by: User) -> bool:
    """Whether this row is the admin's own account, which they cannot disable."""
    return isinstance(row, User) and row.pk == by.pk
