"""What an admin can do to a blog: one table for the pages, the addresses and the tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inkstead.admin.deed import Deed, one_deed
from inkstead.admin.forms import (
    BackupForm,
    CloneForm,
    HandOverForm,
    MeasureForm,
    PurgeForm,
    RenameForm,
)
from inkstead.admin.plan_forms import ChangePlanForm
from inkstead.admin.visit_deeds import visit_page
from inkstead.admin.visit_forms import EnterForm
from tenants.actions.ask_for import (
    ask_for_backup,
    ask_for_clone,
    ask_for_purge,
    ask_for_restore,
)
from tenants.actions.ask_visit import ask_visit
from tenants.actions.change_plan import OPEN, change_plan
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.actions.hand_over import hand_over
from tenants.actions.list_tenant import list_tenant
from tenants.actions.lock_writing import lock_writing
from tenants.actions.rename_tenant import rename_tenant
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.take_back import can_take_back, take_back
from tenants.actions.trash_tenant import trash_tenant
from tenants.actions.trust_tenant import trust_tenant
from tenants.actions.unlist_tenant import unlist_tenant
from tenants.actions.unlock_writing import unlock_writing
from tenants.archive.models import Backup
from tenants.archive.store import has_store
from tenants.models import State, Tenant


def _in(*states: State, **values: object) -> Callable[[Tenant], bool]:
    """Whether a blog is in one of `states`, and its attributes have those values."""
    return lambda tenant: (
        tenant.state in states
        and all(getattr(tenant, name) == value for name, value in values.items())
    )


_is_there = partial(_in, State.READY, State.SUSPENDED)


def _can_be_backed_up(tenant: Tenant) -> bool:
    return has_store() and _in(State.READY, State.SUSPENDED, State.DELETED)(tenant)


def _has_backups(tenant: Tenant) -> bool:
    return _is_there()(tenant) and Backup.objects.filter(tenant=tenant).exists()


BLOGS = (
    Deed(
        verb="suspend",
        name=_("Suspend"),
        hint=_("Readers see a notice at once. Nothing is lost; its people read the reason."),
        question=_("Suspend %(name)s?"),
        done=_("%(name)s is suspended."),
        act=suspend_tenant,
        form=MeasureForm,
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
        verb="lock",
        name=_("Lock writing"),
        hint=_(
            "Readers go on. Whoever tries to change something reads the reason, and loses nothing."
        ),
        question=_("Lock writing on %(name)s?"),
        done=_("Writing on %(name)s is locked."),
        act=lock_writing,
        fits=_is_there(is_locked=False),
        undo="unlock",
    ),
    Deed(
        verb="unlock",
        name=_("Unlock writing"),
        hint=_("Its people write again."),
        question=_("Unlock writing on %(name)s?"),
        done=_("Writing on %(name)s is open again."),
        act=unlock_writing,
        fits=_is_there(is_locked=True),
        undo="lock",
    ),
    Deed(
        verb="distrust",
        name=_("Distrust"),
        hint=_("No search engines, not in discover, no letters. Whoever has the address reads it."),
        question=_("Distrust %(name)s?"),
        done=_("%(name)s is not trusted."),
        act=distrust_tenant,
        form=MeasureForm,
        fits=_is_there(trusted=True),
        undo="trust",
    ),
    Deed(
        verb="trust",
        name=_("Trust"),
        hint=_(
            "Search engines may come, its letters go out, and discover has it if its owner wishes."
        ),
        question=_("Trust %(name)s?"),
        done=_("%(name)s is trusted."),
        act=trust_tenant,
        fits=_is_there(trusted=False),
        undo="distrust",
    ),
    Deed(
        verb="unlist",
        name=_("Keep out of discover"),
        hint=_("Its posts leave the list of new posts, whatever its owner wishes."),
        question=_("Keep %(name)s out of discover?"),
        done=_("%(name)s is kept out of discover."),
        act=unlist_tenant,
        form=MeasureForm,
        fits=_is_there(listing_refused=False),
        undo="list",
    ),
    Deed(
        verb="list",
        name=_("Allow in discover"),
        hint=_("It is shown in discover if its owner wishes it."),
        question=_("Allow %(name)s in discover?"),
        done=_("%(name)s may be in discover."),
        act=list_tenant,
        fits=_is_there(listing_refused=True),
        undo="unlist",
    ),
    one_deed(
        verb="enter",
        name=_("Enter the studio"),
        hint=_("Half an hour as somebody of its team. They and the owner get a letter."),
        question=_("Enter the studio of %(name)s"),
        done=_("You may go into %(name)s for five minutes from now."),
        act=ask_visit,
        form=EnterForm,
        fits=_in(State.READY),
        fresh=True,
        lands=visit_page,
    ),
    one_deed(
        verb="rename",
        name=_("Rename"),
        hint=_("Another name or address. The old address leads to the new one for good."),
        question=_("Rename %(name)s"),
        done=_("%(name)s has its new name."),
        act=rename_tenant,
        fits=_is_there(),
        undo="rename",
        form=RenameForm,
    ),
    one_deed(
        verb="hand-over",
        name=_("Hand over"),
        hint=_("Somebody else with an account becomes the owner, and gets a letter."),
        question=_("Hand %(name)s over"),
        done=_("%(name)s has another owner."),
        act=hand_over,
        fits=_is_there(),
        undo="hand-over",
        form=HandOverForm,
    ),
    one_deed(
        verb="plan",
        name=_("Change the plan"),
        hint=_("Other limits. What is published stays, however much it is."),
        question=_("Change the plan of %(name)s"),
        done=_("%(name)s has its new plan."),
        act=change_plan,
        fits=_in(*OPEN),
        undo="plan",
        form=ChangePlanForm,
    ),
    Deed(
        verb="delete",
        name=_("Delete"),
        hint=format_lazy(
            _("To the trash for {days} days, then gone. Until then it can be restored."),
            days=settings.TRASH_DAYS,
        ),
        question=_("Delete %(name)s?"),
        done=_("%(name)s is in the trash."),
        act=trash_tenant,
        fits=_is_there(),
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
    ),
    one_deed(
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
    ),
    one_deed(
        verb="take-back",
        name=_("Take back"),
        hint=_("The blog becomes again what it was before it was restored from a backup."),
        question=_("Take the restore of %(name)s back?"),
        done=_("%(name)s is as it was before the restore."),
        act=take_back,
        fits=can_take_back,
        undo="take-back",
    ),
    one_deed(
        verb="copy",
        name=_("Copy"),
        hint=_("A blog of its own at another address, with the same content and owner."),
        question=_("Copy %(name)s"),
        done=_("%(name)s is being copied."),
        act=ask_for_clone,
        fits=_is_there(),
        form=CloneForm,
    ),
    one_deed(
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
    ),
)

MEASURES = frozenset(deed.verb for deed in BLOGS if deed.form is MeasureForm)
