"""What every template may say about the platform, on whichever host it is rendered."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kit.addresses import platform_address
from kit.origins import platform_url
from tenants.house.now import house
from tenants.house.shown import here
from tenants.house.switches import is_on

NAME = "Inkstead"


def platform(request: HttpRequest) -> dict[str, Any]:
    """`platform`: name, addresses, contact_email, development. Every address is absolute.

    `house_notices`: what the studio shows of the platform's people, found when it is asked for;
    `house`: whether it is open; `has_discover`.
    """
    return {
        "house_notices": partial(here, request),
        "house": house,
        "has_discover": partial(is_on, "discover"),
        "platform": {
            "name": NAME,
            "url": platform_url(),
            "signin_url": _url("account_login"),
            "signup_url": _url("signup"),
            "blogs_url": _url("your_blogs"),
            "email_url": _url("account_email"),
            "admin_url": _url("admin:index"),
            "suffix": f".{settings.BLOGS_DOMAIN}",
            "contact_email": settings.CONTACT_EMAIL,
            "development": settings.DEVELOPMENT,
        },
    }


def _url(name: str) -> str:
    return platform_url(platform_address(name))
