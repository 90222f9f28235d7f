"""allauth's pages for passkeys; adding and removing have their audit entry, letter and epoch."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as allauth
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.account.access import AccountRequest, account_view
from accounts.actions.answer_passkey_offer import decline_passkey_offer
from accounts.actions.note_second_factor import note_second_factor
from accounts.models import User
from accounts.passkeys.way_back import keep_way_back, way_back

MAX_PASSKEYS = 10


@require_safe
@account_view
def passkeys(request: AccountRequest) -> HttpResponse:
    """What passkeys there are. `?back=`: the page of a blog that led here, offered again."""
    keep_way_back(request)
    own = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    unconfirmed = EmailAddress.objects.filter(user=request.user, verified=False).first()
    context = {
        "passkeys": own.order_by("created_at", "pk"),
        "back": way_back(request),
        "unconfirmed": unconfirmed or not request.user.email_confirmed,
        "full": len(own) >= MAX_PASSKEYS,
    }
    return render(request, "mfa/webauthn/authenticator_list.html", context)


@method_decorator(never_cache, name="dispatch")
class AddView(allauth.AddWebAuthnView):  # type: ignore[misc]
    """Make a passkey that needs no e-mail typed first, and whose owner is verified."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["options"] = auth.begin_registration(self.request.user, passwordless=True)
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        user = cast(User, self.request.user)
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=user.pk)
            own = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
            if own.count() >= MAX_PASSKEYS:
                messages.error(self.request, _("Ten passkeys are enough. Remove one first."))
                return HttpResponseRedirect(reverse("mfa_list_webauthn"))
            response: HttpResponse = super().form_valid(form)
            decline_passkey_offer(user, by=user)
            keep = self.request.session
            note_second_factor(user, by=user, change="passkey_added", keep=keep)
        return response

    def get_success_url(self) -> str:
        """The recovery codes, where they were made just now; else the list."""
        made = self.did_generate_recovery_codes
        return reverse("mfa_view_recovery_codes" if made else "mfa_list_webauthn")


@method_decorator(never_cache, name="dispatch")
class RemoveView(allauth.RemoveWebAuthnView):  # type: ignore[misc]
    """Ask, then do without it; another browser that was signed in by it is signed out."""

    def form_valid(self, form: Any) -> HttpResponse:
        user = cast(User, self.request.user)
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            keep = self.request.session
            note_second_factor(user, by=user, change="passkey_removed", keep=keep)
        return response


@method_decorator(never_cache, name="dispatch")
class SignInView(allauth.LoginWebAuthnView):  # type: ignore[misc]
    """GET answers with what the browser asks the authenticator; POST signs in by its answer."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return JsonResponse(auth.begin_authentication(user=None))

    def form_invalid(self, form: Any) -> HttpResponse:
        for sentence in form.errors.get("credential", []):
            messages.error(self.request, sentence)
        query = urlencode({"next": self.request.POST.get("next", "")})
        return HttpResponseRedirect(f"{reverse('account_login')}?{query}")


@method_decorator(never_cache, name="dispatch")
class AgainView(allauth.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Prove with a passkey that it is still you."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return cast(HttpResponse, self.render_to_response(self.get_context_data(form=form)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(kwargs)
        context["options"] = context["js_data"]["request_options"]
        return context


add = AddView.as_view()
remove = RemoveView.as_view()
rename = allauth.edit_webauthn
sign_in = SignInView.as_view()
again = AgainView.as_view()
