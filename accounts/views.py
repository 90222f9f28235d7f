"""allauth's pages where they are not enough."""

from __future__ import annotations

from typing import Any, cast

from allauth.account import views as allauth
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from accounts.actions.confirm_email import note_changed_email, note_confirmed_email
from accounts.models import User


class EmailView(allauth.EmailView):  # type: ignore[misc]
    """The e-mails of an account: one of them signs in; changing which ends all other sessions."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        previous = cast(User, request.user).email  # now: allauth changes this very object
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(request, *args, **kwargs)
                self._follow_primary(request, previous)
        except IntegrityError:
            messages.error(request, _("Another account has this e-mail."))
            return HttpResponseRedirect(str(self.success_url))
        return response

    def _follow_primary(self, request: HttpRequest, previous: str) -> None:
        user = User.objects.get(pk=cast(User, request.user).pk)
        if user.email != previous:
            note_changed_email(user, by=user, previous=previous, keep=request.session)
        if EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists():
            note_confirmed_email(user, by=user)


email = EmailView.as_view()
