"""Where the platform's pages about this blog are: as a whole it is the platform's."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from kit.origins import platform_url
from tenants.models import Membership


def on_platform(name: str, membership: Membership) -> str:
    """The address of the page called `name` for the blog of `membership`."""
    path = reverse(name, urlconf=settings.PUBLIC_SCHEMA_URLCONF, args=[membership.tenant_id])
    return platform_url(path)
