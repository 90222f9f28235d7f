"""Sign up, ask for an account, or make one more blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import count, is_open, may_try, network_of, too_many
from accounts.sign_in import sign_in
from tenants.access import signed_in_view
from tenants.actions.add_blog import add_blog
from tenants.actions.apply_for_account import apply_for_account
from tenants.actions.create_tenant import AddressTaken
from tenants.actions.sign_up import EmailKnown, sign_up
from tenants.actions.use_sign_up_invitation import InvitationUnusable, Unusable, objection
from tenants.http import PlatformRequest, SignedInRequest
from tenants.models import Tenant
from tenants.onboarding.addresses import judge
from tenants.onboarding.forms import MAX_TYPED, ApplicationForm, BlogForm, SignUpForm
from tenants.signups.models import SignUpInvitation
from tenants.signups.pages import not_open, unusable
from tenants.signups.rules import SignUpRefused, Way, Why, current, refusal
from tenants.signups.tokens import invitation_of

if TYPE_CHECKING:
    from django.http import QueryDict

FORM_METHODS = ["GET", "HEAD", "POST"]
CARRIED = ("name", "address")  # what the front page may bring along
MADE = "signup"  # what is counted of blogs made


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(FORM_METHODS)
def signup(request: PlatformRequest) -> HttpResponse:
    """One form: e-mail, password, the blog's name and its address; or whatever the rules say."""
    if request.user.is_authenticated:
        return redirect("blog_new")
    why = refusal(Way.FORM, current())
    if why is Why.APPROVAL:
        return _apply(request)
    return not_open(request, why) if why else _sign_up_by(request, None)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(FORM_METHODS)
def signup_invited(request: PlatformRequest, token: str) -> HttpResponse:
    """The same form for whoever has an admin's invitation."""
    if request.user.is_authenticated:
        return redirect("blog_new")
    named = invitation_of(token)
    invitation = SignUpInvitation.objects.filter(pk=named).first() if named else None
    wrong = objection(invitation)
    if invitation is None or wrong is not None:
        return _discreet(unusable(request, wrong or Unusable.UNKNOWN))
    why = refusal(Way.INVITATION, current())
    return _discreet(not_open(request, why) if why else _sign_up_by(request, invitation))


def _sign_up_by(request: PlatformRequest, invitation: SignUpInvitation | None) -> HttpResponse:
    if request.method != "POST":
        return _show(request, SignUpForm(initial=_carried(request), invitation=invitation))
    form = SignUpForm(_taken_over(request), invitation=invitation)
    if form.is_valid():
        network = network_of(request)
        if not is_open(request, MADE, key=network):
            return too_many(request)
        try:
            tenant = _sign_up(request, form)
        except InvitationUnusable as error:
            return unusable(request, error.why)
        except SignUpRefused as error:
            return not_open(request, error.why)
        if tenant is not None:
            count(request, MADE, key=network)
            return redirect("blog_opening", tenant.id)
    if form.has_error("email", "known") and not may_try(request, "signup_known"):
        return too_many(request)
    return _show(request, form)


def _sign_up(request: HttpRequest, form: SignUpForm) -> Tenant | None:
    invitation = form.invitation.pk if form.invitation else None
    try:
        user, tenant = sign_up(form.sign_up(), invitation=invitation)
    except AddressTaken:
        form.say_taken()
    except EmailKnown:
        form.say_known()
    else:
        sign_in(request, user)
        return tenant
    return None


def _apply(request: PlatformRequest) -> HttpResponse:
    if request.method != "POST":
        return _show(request, ApplicationForm(initial=_carried(request)))
    form = ApplicationForm(_taken_over(request))
    if not form.is_valid():
        return _show(request, form)
    if not may_try(request, "application", key=network_of(request)):
        return too_many(request)
    data = form.sign_up()
    write = may_try(request, "application_letter", key=data.email)
    apply_for_account(data, about=form.cleaned_data["about"], write=write)
    return redirect("signup_waiting")


@require_safe
def signup_waiting(request: HttpRequest) -> HttpResponse:
    """That somebody looks at it now; the same for whoever applied, and whoever has an account."""
    return render(request, "tenants/signup_waiting.html")


@never_cache
@require_http_methods(FORM_METHODS)
@signed_in_view
def blog_new(request: SignedInRequest) -> HttpResponse:
    """One more blog for somebody who has an account."""
    if not current().new_blogs:
        return not_open(request, Why.NO_NEW_BLOGS)
    if request.method != "POST":
        return _show(request, BlogForm(initial=_carried(request)))
    form = BlogForm(_taken_over(request))
    if form.is_valid():
        network = network_of(request)
        if not is_open(request, MADE, key=network):
            return too_many(request)
        try:
            tenant = add_blog(by=request.user, name=form.blog_name, address=form.label)
        except AddressTaken:
            form.say_taken()
        except SignUpRefused as error:
            return not_open(request, error.why)
        else:
            count(request, MADE, key=network)
            return redirect("blog_opening", tenant.id)
    return _show(request, form)


@never_cache
@require_safe
def address_check(request: HttpRequest) -> JsonResponse:
    """While somebody types: `{"ok", "message", "suggestions"}` for `?address=`."""
    verdict = judge(request.GET.get("address", "")[:MAX_TYPED])
    return JsonResponse(
        {
            "ok": verdict.problem is None,
            "message": verdict.message,
            "suggestions": list(verdict.suggestions),
        }
    )


def _show(request: HttpRequest, form: BlogForm) -> HttpResponse:
    template = "tenants/signup.html" if isinstance(form, SignUpForm) else "tenants/blog_new.html"
    return render(request, template, {"form": form, "applying": isinstance(form, ApplicationForm)})


def _carried(request: HttpRequest) -> dict[str, str]:
    return {key: request.GET[key][:MAX_TYPED] for key in CARRIED if key in request.GET}


def _taken_over(request: HttpRequest) -> QueryDict:
    """What was posted; a pressed suggestion (`take`) is the address."""
    data = request.POST.copy()
    if "take" in data:
        data["address"] = str(data["take"])
    return data


def _discreet(response: HttpResponse) -> HttpResponse:
    """Keep the link out of other sites' logs; its own form must still say where it comes from."""
    response["Referrer-Policy"] = "same-origin"
    return response
