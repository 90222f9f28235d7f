"""Sign up, or make one more blog. Both end at the page that opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import count, is_open, may_try, too_many
from accounts.sign_in import sign_in
from tenants.access import signed_in_view
from tenants.actions.create_tenant import AddressTaken, create_tenant
from tenants.actions.sign_up import EmailKnown, sign_up
from tenants.http import PlatformRequest, SignedInRequest
from tenants.models import Tenant
from tenants.onboarding.addresses import judge
from tenants.onboarding.forms import MAX_TYPED, BlogForm, SignUpForm

if TYPE_CHECKING:
    from django.http import QueryDict

FORM_METHODS = ["GET", "HEAD", "POST"]
CARRIED = ("name", "address")  # what the front page may bring along
MADE = "signup"  # what is counted of blogs made


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(FORM_METHODS)
def signup(request: PlatformRequest) -> HttpResponse:
    """One form: e-mail, password, the blog's name and its address."""
    if request.user.is_authenticated:
        return redirect("blog_new")
    if request.method != "POST":
        return _show(request, SignUpForm(initial=_carried(request)))
    form = SignUpForm(_taken_over(request))
    if form.is_valid():
        if not is_open(request, MADE):
            return too_many(request)
        tenant = _sign_up(request, form)
        if tenant is not None:
            count(request, MADE)
            return redirect("blog_opening", tenant.id)
    if form.has_error("email", "known") and not may_try(request, "signup_known"):
        return too_many(request)
    return _show(request, form)


def _sign_up(request: HttpRequest, form: SignUpForm) -> Tenant | None:
    try:
        user, tenant = sign_up(form.sign_up())
    except AddressTaken:
        form.say_taken()
    except EmailKnown:
        form.say_known()
    else:
        sign_in(request, user)
        return tenant
    return None


@never_cache
@require_http_methods(FORM_METHODS)
@signed_in_view
def blog_new(request: SignedInRequest) -> HttpResponse:
    """One more blog for somebody who has an account."""
    if request.method != "POST":
        return _show(request, BlogForm(initial=_carried(request)))
    form = BlogForm(_taken_over(request))
    if form.is_valid():
        if not is_open(request, MADE):
            return too_many(request)
        try:
            tenant = create_tenant(by=request.user, name=form.blog_name, address=form.label)
        except AddressTaken:
            form.say_taken()
        else:
            count(request, MADE)
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
    return render(request, template, {"form": form})


def _carried(request: HttpRequest) -> dict[str, str]:
    return {key: request.GET[key][:MAX_TYPED] for key in CARRIED if key in request.GET}


def _taken_over(request: HttpRequest) -> QueryDict:
    """What was posted; a pressed suggestion (`take`) is the address."""
    data = request.POST.copy()
    if "take" in data:
        data["address"] = str(data["take"])
    return data
