"""The page that an invitation's link leads to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.limits import count, is_open, may_try, network_of, too_many
from accounts.models import User
from accounts.sign_in import sign_in
from tenants.actions.accept_invitation import (
    InvitationRefused,
    Refused,
    accept_invitation,
    objection,
)
from tenants.actions.join_by_invitation import join_by_invitation
from tenants.actions.sign_up import EmailKnown, is_known
from tenants.http import PlatformRequest
from tenants.models import Invitation
from tenants.signups.pages import not_open
from tenants.signups.rules import SignUpRefused, Way, current, refusal
from tenants.team.forms import JoinForm
from tenants.team.tokens import invitation_of

STATUS = {Refused.UNKNOWN: 404, Refused.MEMBER: 200, Refused.OTHER: 200}


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: PlatformRequest, token: str) -> HttpResponse:
    """Say who invites to what; POST joins, for somebody without an account with a new one."""
    invited = _find(token)
    user = request.user if request.user.is_authenticated else None
    why = objection(invited, user)
    if invited is None or why is not None:
        return _refuse(request, why or Refused.UNKNOWN, invited)
    if user is None:
        return _join(request, invited)
    return _accept(request, invited, user) if request.method == "POST" else _show(request, invited)


def _find(token: str) -> Invitation | None:
    invitation_id = invitation_of(token)
    found = Invitation.objects.select_related("tenant__plan", "invited_by")
    return found.filter(pk=invitation_id).first() if invitation_id else None


def _accept(request: PlatformRequest, invited: Invitation, user: User) -> HttpResponse:
    try:
        accept_invitation(invited.pk, by=user)
    except InvitationRefused as error:
        return _refuse(request, error.why, invited)
    return _enter(invited)


def _join(request: PlatformRequest, invited: Invitation) -> HttpResponse:
    """Sign in if there is an account, else make one here."""
    if invited.email and is_known(invited.email):
        return _show(request, invited, known=True)
    why = refusal(Way.TEAM, current())
    if why is not None:
        return _discreet(not_open(request, why))
    form = JoinForm(request.POST if request.method == "POST" else None, invitation=invited)
    if not form.is_valid():
        return _show(request, invited, form=form)
    network = network_of(request)
    if not may_try(request, "signup_known") or not is_open(request, "signup", key=network):
        return too_many(request)
    data = form.cleaned_data
    try:
        user = join_by_invitation(invited, email=data["email"], password=data["password"])
    except EmailKnown:
        form.say_known()
        return _show(request, invited, form=form)
    except InvitationRefused as error:
        return _refuse(request, error.why, invited)
    except SignUpRefused as error:
        return _discreet(not_open(request, error.why))
    count(request, "signup", key=network)
    sign_in(request, user)
    return _enter(invited)


def _enter(invited: Invitation) -> HttpResponse:
    query = urlencode({"next": "/studio/posts/"})
    opening = reverse("blog_opening", args=[invited.tenant_id])
    return _discreet(HttpResponseRedirect(f"{opening}?{query}"))


def _show(
    request: HttpRequest, invited: Invitation, *, form: JoinForm | None = None, known: bool = False
) -> HttpResponse:
    query = urlencode({"next": request.path})
    context = {
        "invitation": invited,
        "by": invited.invited_by,
        "host": invited.tenant.domains.get(is_primary=True).domain,
        "form": form,
        "known": known,
        "signin_url": f"{reverse('account_login')}?{query}",
    }
    return _discreet(render(request, "tenants/invitation.html", context))


def _refuse(request: HttpRequest, why: Refused, invited: Invitation | None) -> HttpResponse:
    if why is Refused.MEMBER and invited is not None and request.method == "POST":
        return _enter(invited)  # a second click
    context = {"why": why, "sentence": why.label, "invitation": invited}
    status = STATUS.get(why, 410)
    return _discreet(render(request, "tenants/invitation_refused.html", context, status=status))


def _discreet(response: HttpResponse) -> HttpResponse:
    """Keep the link out of other sites' logs; its own form must still say where it comes from."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response
