"""Whether a domain's certificate works: a handshake with our own proxy, and with nobody else.

Where a domain leads is never connected to. The proxy stands at `EDGE_ADDRESS`, is asked for the
domain's name, and fetches the certificate if it has none yet.
"""

from __future__ import annotations

import socket
import ssl

from django.conf import settings

from tenants.domains.findings import Code, Finding, Part, listed

WAIT_SECONDS = 20.0  # an authority takes some


def certificate_of(domain: str) -> tuple[bool | None, tuple[Finding, ...]]:
    """Whether it works (None: nobody to ask), and what is wrong with it."""
    if not settings.EDGE_ADDRESS:
        return None, ()
    host, _, port = settings.EDGE_ADDRESS.rpartition(":")
    try:
        raw = socket.create_connection((host.strip("[]"), int(port)), timeout=WAIT_SECONDS)
    except OSError:
        return None, ()  # the proxy is away, which is no fault of the domain
    try:
        with raw, ssl.create_default_context().wrap_socket(raw, server_hostname=domain):
            return True, ()
    except ssl.SSLCertVerificationError as error:
        seen = {"name": domain, "seen": listed([error.verify_message])}
        return False, (Finding(Part.CERTIFICATE, Code.CERTIFICATE_BAD, seen),)
    except OSError:
        return False, (Finding(Part.CERTIFICATE, Code.CERTIFICATE_WAITS),)
