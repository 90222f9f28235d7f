"""The first line of every view that not everybody may see.

A stranger gets the sign-in page, somebody without a part in the blog a 404 (the page does not
exist for them), and a member whose role is too low a 403 that says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tenants.http import BlogRequest, MemberRequest, PlatformRequest, SignedInRequest
from tenants.locked import is_locked, locked_page
from tenants.roles import May

type View[R, **P] = Callable[Concatenate[R, P], HttpResponseBase]


def require_right(membership: Any, right: May) -> None:
    """Raise PermissionDenied when `membership` lacks `right`."""
    if not membership.may(right):
        raise PermissionDenied(_("Your role on this blog does not allow that."))


def studio_view[**P](
    right: May, *, writes: bool = True
) -> Callable[[View[MemberRequest, P]], View[BlogRequest, P]]:
    """Let in the people of this blog who have `right`; the view gets a MemberRequest.

    Signed out: redirect to the sign-in, which comes back here. Not a member: 404. Too low: 403.
    While an admin has locked the blog: 423 with what was typed, unless a POST `writes` nothing
    that is the blog's.
    """

    def decorate(view: View[MemberRequest, P]) -> View[BlogRequest, P]:
        @wraps(view)
        def enter(request: BlogRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if request.membership is None:
                raise Http404
            require_right(request.membership, right)
            if writes and is_locked(request):
                return locked_page(request)
            return view(cast(MemberRequest, request), *args, **kwargs)

        enter.right, enter.writes = right, writes  # type: ignore[attr-defined]  # tests read them
        return enter

    return decorate


def _to_sign_in(request: BlogRequest) -> HttpResponseRedirect:
    path = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("studio:posts")
    return HttpResponseRedirect(f"{reverse('login')}?{urlencode({'next': path})}")


def signed_in_view[**P](view: View[SignedInRequest, P]) -> View[PlatformRequest, P]:
    """Let in whoever is signed in on the platform's host; others go to the sign-in page."""

    @wraps(view)
    def enter(request: PlatformRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('account_login')}?{query}")
        return view(cast(SignedInRequest, request), *args, **kwargs)

    return enter


def outside_tenant[V: Callable[..., Any]](view: V) -> V:
    """Mark a blog's view that runs without the tenant transaction, on public data alone.

    Signing in and out is such: a burned code must stay burned whatever happens to the request.
    """
    view.outside_tenant = True  # type: ignore[attr-defined]
    return view
