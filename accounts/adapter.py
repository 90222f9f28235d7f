"""Where allauth asks us: how people sign in, what is theirs, which letters go out."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.core import context as allauth_context
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_SESSION_KEY
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.change_password import change_password
from accounts.actions.confirm_email import note_confirmed_email
from accounts.bound_session import bind
from accounts.closed import note_closed
from accounts.letters import queue_letter
from accounts.models import User
from kit.next_path import safe_path
from kit.origins import platform_url

# allauth's name for a notification, and ours; what is not here is not sent.
NOTICES = {
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_changed",
    "account/email/password_reset": "password_changed",
    "account/email/email_changed": "email_changed",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is ours alone (`tenants.onboarding`); the rest is allauth's, bound to this host."""

    error_messages = {  # noqa: RUF012  # allauth reads it from the class
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("No account has this e-mail and password together."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "enter_current_password": _("That is not your current password."),
        "incorrect_password": _("That is not your password."),
        "invalid_password_reset": _("This link was used already, or is too old."),
        "duplicate_email": _("This e-mail is on your account already."),
        "rate_limited": _("Too many tries. Wait a minute, then try again."),
    }

    # -- signing in --------------------------------------------------------------------------
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never here: a person signs up together with a blog."""
        return False

    def login(self, request: Any, user: User) -> None:
        """Sign `user` in, in a session that is good on this host alone. One transaction."""
        with transaction.atomic():
            super().login(request, user)
            bind(request.session, user, host=request.host.host)
            # What allauth and the CSRF check would write afterwards, in a transaction of their own.
            request.session.set_expiry(settings.SESSION_COOKIE_AGE)
            request.session[CSRF_SESSION_KEY] = request.META["CSRF_COOKIE"]
            request.session.save()

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Whoever closed their own account may open it again there, having given the password."""
        if user.closed_at is not None:
            note_closed(request, user)
        return cast(HttpResponse, super().respond_user_inactive(request, user))

    def is_safe_url(self, url: str) -> bool:
        """A path on this host; allauth would also take every host below the blogs' domain."""
        return safe_path(url) is not None

    def is_ajax(self, request: HttpRequest) -> bool:
        """These are pages; no Accept header turns them into something else."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth puts the Host header in, whose port a guesser may vary to be counted anew.
        return str(credentials.get("email", "")).strip().lower()

    def set_password(self, user: User, password: str) -> None:
        """Change the password; whoever changes their own stays signed in here."""
        change_password(user, by=user, password=password, keep=_own_session(user))

    # -- e-mail ------------------------------------------------------------------------------
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Mark the address as confirmed; False, with a message, when another account has it."""
        try:
            with transaction.atomic():
                confirmed = bool(super().confirm_email(request, email_address))
                user = User.objects.get(pk=email_address.user_id)
                if confirmed and user.email == email_address.email:
                    note_confirmed_email(user, by=user)
        except IntegrityError:
            messages.error(request, _("Another account has this e-mail."))
            return False
        return confirmed

    def get_email_confirmation_url(
        self, request: HttpRequest, emailconfirmation: EmailConfirmationHMAC
    ) -> str:
        """On the platform's host from the settings, whatever the Host header says."""
        return platform_url(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: EmailConfirmationHMAC, signup: bool
    ) -> None:
        queue_letter("confirm_email", address_id=emailconfirmation.email_address.pk)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person what was done to their account, at the address it had before."""
        event = NOTICES.get(template_prefix)
        if event is not None:
            new_email = (context or {}).get("to_email")
            at = timezone.now().isoformat()
            queue_letter(event, email=email or user.email, at=at, new_email=new_email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No letter of allauth's own goes out: ours say what they say (`accounts.letters`)."""
        raise NotImplementedError(f"There is no letter for {template_prefix}.")


def _own_session(user: User) -> SessionBase | None:
    """The open request's session, if it is `user` who is signed in there."""
    request = allauth_context.request
    if request is not None and request.user.is_authenticated and request.user.pk == user.pk:
        return cast(SessionBase, request.session)
    return None
