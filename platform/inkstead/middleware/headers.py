"""Headers that tell browsers what a page may not do, beside Django's own."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tenants.hosts import HostMatch, Kind

OWN_DOMAIN_SECONDS = 30 * 24 * 3600

type Handler = Callable[[HttpRequest], HttpResponse]

UNUSED = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
    "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb",
)  # fmt: skip
# A blog's page could ask for those of the platform's host, if their names share a parent domain.
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")


class SecurityHeadersMiddleware:
    """A view's own value for one of these wins."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.on_blogs = ", ".join(f"{feature}=()" for feature in (*UNUSED, *PASSKEYS))
        self.headers = {
            "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def _insist_on_tls(self, request: HttpRequest, response: HttpResponse) -> None:
        """On a domain of somebody's own: for its own name alone, and not for long.

        What else they have under it, and what becomes of it once it leaves us, is none of ours.
        Django's own middleware adds its header where there is none.
        """
        host: HostMatch = request.host  # type: ignore[attr-defined]
        if host.kind is Kind.FOREIGN and request.is_secure() and settings.SECURE_HSTS_SECONDS:
            seconds = min(settings.SECURE_HSTS_SECONDS, OWN_DOMAIN_SECONDS)
            response.headers["Strict-Transport-Security"] = f"max-age={seconds}"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "tenant", None) is not None:
            response.headers.setdefault("Permissions-Policy", self.on_blogs)
            self._insist_on_tls(request, response)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response
