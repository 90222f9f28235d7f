"""The blogs somebody belongs to, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.end_sessions import end_all_sessions
from accounts.models import User
from kit.origins import blog_url
from tenants.access import signed_in_view
from tenants.actions.own_blog import may_undelete
from tenants.domains.names import shown
from tenants.house.shown import note_read, of_all
from tenants.http import PlatformRequest, SignedInRequest
from tenants.models import Invitation, Membership, State, Tenant
from tenants.roles import Role
from tenants.team.tokens import url_of
from tenants.watch.decisions import Decision


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    membership: Membership
    host: str  # where readers read
    given_host: str  # the address the platform gave, where it is written
    decisions: list[Decision]  # those in force, for its owner

    @property
    def address(self) -> str:
        """The host as people read it."""
        return shown(self.host)

    @property
    def url(self) -> str:
        """The blog's front page."""
        return blog_url(self.host)

    @property
    def studio_url(self) -> str:
        """Where it is written; asks for the hand-off by itself."""
        return blog_url(self.given_host, "/studio/posts/")

    @property
    def is_ready(self) -> bool:
        """Whether its address answers."""
        return self.membership.tenant.state == State.READY

    @property
    def is_owner(self) -> bool:
        """Whether it belongs to this person."""
        return self.membership.role == Role.OWNER

    @property
    def is_being_made(self) -> bool:
        """Whether it is still to be made."""
        return self.membership.tenant.state == State.PROVISIONING


@never_cache
@require_safe
@signed_in_view
def your_blogs(request: SignedInRequest) -> HttpResponse:
    """Name, address, role, counts and state of each."""
    memberships = list(Membership.objects.of(request.user))
    decisions = _standing(memberships)
    rows = [_row(membership, decisions) for membership in memberships]
    waiting = Invitation.objects.for_person(request.user)
    invitations = [(invitation, url_of(invitation.pk)) for invitation in waiting]
    context = {
        "rows": rows,
        "trash": _trash(request.user),
        "invitations": invitations,
        "house_notices": of_all(request, memberships),
    }
    return render(request, "tenants/your_blogs.html", context)


@require_POST
@signed_in_view
def notice_read(request: SignedInRequest, notice_id: UUID) -> HttpResponse:
    """Show a notice no more to this person in this browser."""
    note_read(request, notice_id)
    return redirect("your_blogs")


def _standing(memberships: list[Membership]) -> list[Decision]:
    """What was decided about the blogs that this person owns, and still holds.

    Nobody is asked where no blog is in a state that a decision leaves.
    """
    own = [one.tenant_id for one in memberships if one.role == Role.OWNER and _is_held(one.tenant)]
    if not own:
        return []
    found = Decision.objects.filter(tenant_id__in=own, ended_at=None)
    return list(found.order_by("-decided_at", "pk"))


def _is_held(tenant: Tenant) -> bool:
    return tenant.state == State.SUSPENDED or tenant.listing_refused or not tenant.trusted


def _row(membership: Membership, decisions: list[Decision]) -> Row:
    domains = membership.tenant.domains.all()
    given = next((domain.domain for domain in domains if domain.is_primary), "")
    led_to = next((domain.domain for domain in domains if domain.is_canonical), given)
    here = [one for one in decisions if one.tenant_id == membership.tenant_id]
    return Row(membership, led_to, given, here)


def _trash(user: User) -> list[tuple[Tenant, datetime, bool]]:
    """What this person deleted: the blog, until when it can be had back, and whether by them."""
    days = timedelta(days=settings.TRASH_DAYS)
    owned = [membership.tenant for membership in Membership.objects.in_trash_of(user)]
    return [(one, one.state_since + days, may_undelete(one, user)) for one in owned]


@never_cache
@require_POST
def sign_out_everywhere(request: PlatformRequest) -> HttpResponse:
    """End every session of this person, on every host and in every browser."""
    user = request.user
    if user.is_authenticated:
        end_all_sessions(user, by=user)
        logout(request)
        messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")
