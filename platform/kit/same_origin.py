"""Whether a form came from this very origin; a neighbouring subdomain is another one."""

from __future__ import annotations

from django.http import HttpRequest

STRANGE = {"same-site", "cross-site"}  # Fetch Metadata, 2.2


def origin_of(request: HttpRequest) -> str:
    """Scheme, host and port that `request` was sent to."""
    scheme = "https" if request.is_secure() else "http"
    return f"{scheme}://{request.get_host()}"


def is_same_origin(request: HttpRequest) -> bool:
    """What the browser says: `Origin` must be this one, `Sec-Fetch-Site` may not be a stranger's.

    Every browser sends `Origin` with a POST; without it the answer is no.
    """
    site = request.headers.get("Sec-Fetch-Site", "")
    return site not in STRANGE and request.headers.get("Origin") == origin_of(request)
