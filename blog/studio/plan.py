"""What the studio says of the blog's plan, from what was read before the blog's transaction."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from kit.origins import platform_url
from tenants.models import Membership
from tenants.plans.usage import Kind, Usage, counted_usage

OF_ROOM = {"posts": Kind.POSTS, "media": Kind.STORAGE, "messages": Kind.LETTERS}


def plan_usage(membership: Membership, room: str) -> Usage | None:
    """What is limited in this room and counted already; None where nothing is."""
    kind = OF_ROOM.get(room)
    return counted_usage(membership.tenant, kind) if kind else None


def more_url() -> str:
    """Where one asks the people of the platform for more."""
    return platform_url(reverse("contact", urlconf=settings.PUBLIC_SCHEMA_URLCONF))
