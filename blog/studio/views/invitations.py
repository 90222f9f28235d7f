"""Invitations to the team: make one, take it back, take that back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.limits import may_try, too_many
from blog.studio import notes
from blog.studio.forms.team import InviteForm
from blog.studio.views.team import show_team
from tenants.access import outside_tenant, studio_view
from tenants.actions.invite_member import invite_member
from tenants.actions.revoke_invitation import restore_invitation, revoke_invitation
from tenants.actions.team import TeamError
from tenants.http import MemberRequest
from tenants.roles import May


@outside_tenant
@studio_view(May.INVITE)
@require_POST
def team_invite(request: MemberRequest) -> HttpResponse:
    """Send a letter, or make a link to hand on."""
    form = InviteForm(request.POST, actor=request.membership.role)
    if not form.is_valid():
        return show_team(request, form)
    if not may_try(request, "invite"):
        return too_many(request)
    data = form.cleaned_data
    try:
        made = invite_member(
            request.tenant.id, role=data["role"], email=data["email"], by=request.user
        )
    except TeamError as error:
        form.add_error("email", str(error))
        return show_team(request, form)
    if made.email:
        notes.say(request, _("A letter is on its way to %(email)s.") % {"email": made.email})
    else:
        notes.say(request, _("The link is ready. Whoever has it may join, once."))
    return redirect("studio:team")


@outside_tenant
@studio_view(May.INVITE)
@require_POST
def invitation_revoke(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    """Take it back."""
    try:
        revoke_invitation(request.tenant.id, invitation_id=invitation_id, by=request.user)
    except TeamError as error:
        notes.fail(request, str(error))
    else:
        undo = reverse("studio:invitation_restore", args=[invitation_id])
        notes.say_undoable(request, _("The invitation is taken back."), undo)
    return redirect("studio:team")


@outside_tenant
@studio_view(May.INVITE)
@require_POST
def invitation_restore(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    """Open it again."""
    try:
        restore_invitation(request.tenant.id, invitation_id=invitation_id, by=request.user)
    except TeamError as error:
        notes.fail(request, str(error))
    else:
        notes.say(request, _("The invitation is open again."))
    return redirect("studio:team")
