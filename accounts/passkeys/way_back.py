"""The page of a blog that somebody came from to the platform's host, so that they can go back."""

from __future__ import annotations

from urllib.parse import urlsplit

from accounts.account.access import AccountRequest
from accounts.models import Session
from kit.next_path import safe_path
from kit.origins import origin

KEY = "way_back"


def keep_way_back(request: AccountRequest) -> None:
    """Remember `?back=`, an absolute address, if it is on a blog where this person is signed in."""
    wanted = request.GET.get("back", "")
    if wanted and _is_on_own_blog(request, wanted):
        request.session[KEY] = wanted


def way_back(request: AccountRequest) -> str | None:
    """What was remembered."""
    kept: str | None = request.session.get(KEY)
    return kept


def _is_on_own_blog(request: AccountRequest, address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    own = origin(host)
    if not address.startswith(f"{own}/") or safe_path(address.removeprefix(own)) is None:
        return False
    there = Session.objects.filter(user=request.user, host=host, tenant_id__isnull=False)
    return there.exists()
