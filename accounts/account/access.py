"""The first lines of every view of the account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.limits import may_try, too_many
from accounts.models import User


class AccountRequest(HttpRequest):
    """A request to the platform's host by somebody signed in."""

    user: User
    session: SessionBase
    LANGUAGE_CODE: str


type View[**P] = Callable[Concatenate[AccountRequest, P], HttpResponseBase]
type Entered[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def account_view[**P](view: View[P]) -> Entered[P]:
    """Let in whoever is signed in, others go to the sign-in; what a post does is counted."""

    @never_cache
    @wraps(view)
    def enter(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if isinstance(request.user, AnonymousUser):
            query: dict[str, Any] = {"next": request.get_full_path()}
            return redirect(f"{reverse('account_login')}?{urlencode(query)}")
        if request.method == "POST" and not may_try(request, "account"):
            return too_many(request)
        return view(cast(AccountRequest, request), *args, **kwargs)

    return enter
