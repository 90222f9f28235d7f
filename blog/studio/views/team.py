"""The team: who is on it, in what role. Kept in public, so outside of the blog's transaction."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from blog.studio import notes
from blog.studio.forms.team import InviteForm, RoleForm
from blog.studio.page import page_from_outside
from blog.studio.team import team_context, undo_token, undone
from tenants.access import outside_tenant, studio_view
from tenants.actions.add_member import add_member
from tenants.actions.change_role import change_role
from tenants.actions.remove_member import remove_member
from tenants.actions.team import TeamError
from tenants.http import MemberRequest
from tenants.roles import May


def show_team(request: MemberRequest, form: InviteForm, *, status: int = 200) -> HttpResponse:
    """The room, with what was typed into the form for one more."""
    context = team_context(request)
    return page_from_outside(request, "team", room="team", status=status, form=form, **context)


@outside_tenant
@studio_view(May.WRITE)
@require_safe
def team(request: MemberRequest) -> HttpResponse:
    """Everybody on the team sees who else is; those who may, invite and change."""
    return show_team(request, InviteForm(actor=request.membership.role))


@outside_tenant
@studio_view(May.INVITE)
@require_POST
def team_role(request: MemberRequest, user_id: UUID) -> HttpResponse:
    """Give somebody another role; Undo is the same with the role they had, in the address."""
    form = RoleForm(
        request.POST if "role" in request.POST else request.GET, actor=request.membership.role
    )
    if not form.is_valid():
        notes.fail(request, _("Choose one of the roles."))
        return redirect("studio:team")
    try:
        role = form.cleaned_data["role"]
        member, before = change_role(request.tenant.id, user_id=user_id, role=role, by=request.user)
    except TeamError as error:
        notes.fail(request, str(error))
    else:
        words = {"name": member.user.display_name, "role": member.role_label}
        undo = f"{reverse('studio:team_role', args=[user_id])}?{urlencode({'role': before})}"
        notes.say_undoable(request, _("%(name)s is now: %(role)s.") % words, undo)
    return redirect("studio:team")


@outside_tenant
@studio_view(May.INVITE)
@require_POST
def team_remove(request: MemberRequest, user_id: UUID) -> HttpResponse:
    """Take somebody off the team, who is out at once; what they wrote stays."""
    try:
        removed = remove_member(request.tenant.id, user_id=user_id, by=request.user)
    except TeamError as error:
        notes.fail(request, str(error))
    else:
        undo = reverse("studio:team_restore", args=[undo_token(removed)])
        sentence = _("%(name)s is off the team.") % {"name": removed.user.display_name}
        notes.say_undoable(request, sentence, undo)
    return redirect("studio:team")


@outside_tenant
@studio_view(May.INVITE)
@require_POST
def team_restore(request: MemberRequest, token: str) -> HttpResponse:
    """Bring back whom somebody here removed less than a day ago, in the same role."""
    known = undone(token, request.tenant.id)
    user = User.objects.filter(pk=known[0], is_active=True).first() if known else None
    if known is None or user is None:
        notes.fail(request, _("That can no longer be undone. Invite them again."))
        return redirect("studio:team")
    try:
        add_member(request.tenant.id, user=user, role=known[1], by=request.user)
    except TeamError as error:
        notes.fail(request, str(error))
    else:
        notes.say(request, _("%(name)s is back on the team.") % {"name": user.display_name})
    return redirect("studio:team")
