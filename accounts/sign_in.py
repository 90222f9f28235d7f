"""Sign somebody in whose password was just given: the same marks that allauth's page leaves."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest

from accounts.models import User


def sign_in(request: HttpRequest, user: User) -> None:
    """Give `request` a new session in which `user` is signed in, bound to this host."""
    record_authentication(request, user, method="password", email=user.email)
    get_adapter(request).login(request, user)
