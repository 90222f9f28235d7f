"""What an admin can do to somebody's account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.actions.disable_user import disable_user
from accounts.actions.enable_user import enable_user
from accounts.actions.end_sessions import end_all_sessions
from accounts.models import User
from inkstead.admin.deed import Deed, office_deed
from inkstead.admin.forms import PersonForm
from inkstead.admin.people_forms import ArchiveForm, CloseForm, EraseForm
from inkstead.admin.visit_deeds import visit_page
from inkstead.admin.visit_forms import EnterAsForm
from tenants.actions.archive_person import archive_person
from tenants.actions.ask_visit import ask_visit
from tenants.actions.close_person import close_person
from tenants.actions.erase_person import erase_person
from tenants.actions.reopen_person import reopen_person
from tenants.models import Membership, State, Tenant
from tenants.visits.models import Visit


def _enter_as(person: User, *, by: User, reason: str, blog: Tenant, may_change: bool) -> Visit:
    return ask_visit(blog, person=person, by=by, reason=reason, may_change=may_change)


def _can_be_visited(person: User) -> bool:
    own = Membership.objects.filter(user=person, tenant__state=State.READY)
    return person.is_active and not (person.is_staff or person.is_superuser) and own.exists()


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
        fits=lambda user: not user.is_active and user.closed_at is None,
        undo="disable",
    ),
    office_deed(
        verb="archive",
        name=_("Give out data"),
        hint=_(
            "All that is held about them, as one zip, for somebody who cannot sign in. "
            "They get a letter."
        ),
        question=_("Give out all that is held about %(name)s?"),
        done=_("All that is held about %(name)s can be downloaded."),
        act=archive_person,
        form=ArchiveForm,
        fits=lambda _user: True,
        fresh=True,
        tells="admin/person_archive.html",
    ),
    office_deed(
        verb="close",
        name=pgettext_lazy("account", "Close"),
        hint=_("As they could themselves: thirty days in which it can be opened again, then gone."),
        question=_("Close the account of %(name)s?"),
        done=_("%(name)s is closed. A letter tells them how to come back."),
        act=close_person,
        form=CloseForm,
        fits=lambda user: user.is_active and not user.is_staff,
        undo="reopen",
        danger=True,
        fresh=True,
        tells="admin/person_close.html",
    ),
    office_deed(
        verb="reopen",
        name=pgettext_lazy("account", "Open again"),
        hint=_("With the blogs that went into the trash along with it. They get a letter."),
        question=_("Open the account of %(name)s again?"),
        done=_("%(name)s is open again."),
        act=reopen_person,
        fits=lambda user: user.closed_at is not None,
        undo="close",
    ),
    office_deed(
        verb="erase",
        name=_("Erase now"),
        hint=_("For good, without the thirty days. Nothing brings the account back."),
        question=_("Erase %(name)s for good?"),
        done=_("%(name)s is erased. A letter tells them so; it is the last."),
        act=erase_person,
        form=EraseForm,
        fits=lambda user: not user.is_active and not user.is_staff,
        danger=True,
        fresh=True,
        tells="admin/person_erase.html",
    ),
)
