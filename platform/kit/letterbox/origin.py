"""Messages come from the very page that shows the form.

The form has no CSRF token, since strangers have no session to keep one in. Nothing is lost by
that: nobody is signed in by the form, and what the browser says about where a request comes from
must be this very origin.
"""

from __future__ import annotations

from django.http import HttpRequest


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that this POST comes from a page of this very origin."""
    scheme = "https" if request.is_secure() else "http"
    here = f"{scheme}://{request.get_host()}"
    # Browsers without Sec-Fetch-Site (Safari until 16.4) still send Origin with every POST.
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return request.headers.get("Origin") == here and site == "same-origin"
