"""allauth's pages for the second factor; each change has its audit entry, letter and new epoch."""

from __future__ import annotations

from typing import Any, cast

from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts.actions.note_second_factor import note_second_factor
from accounts.models import User


class Noted:
    """Does what follows a change in the same transaction as the change."""

    change = ""
    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        user = cast(User, self.request.user)
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            note_second_factor(user, by=user, change=self.change, keep=self.request.session)
        return response


class ActivateView(Noted, totp.ActivateTOTPView):  # type: ignore[misc]
    """Set up an authenticator app."""

    change = "totp_activated"


class DeactivateView(Noted, totp.DeactivateTOTPView):  # type: ignore[misc]
    """Do without it again."""

    change = "totp_deactivated"


class GenerateView(Noted, codes.GenerateRecoveryCodesView):  # type: ignore[misc]
    """New recovery codes; the old ones end."""

    change = "recovery_codes_generated"


activate = ActivateView.as_view()
deactivate = DeactivateView.as_view()
generate = GenerateView.as_view()
