"""The letter that says somebody who runs this place is in the studio."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from accounts import letters
from accounts.letters import Letter, Payload
from kit.origins import blog_url
from tenants.visits.models import Visit


def register() -> None:
    """Make it known to whoever sends letters."""
    letters.register("visit_began", _visit_began)


def _visit_began(payload: Payload) -> Iterable[Letter]:
    """`visit_id`, `email`; `own` says that it goes to the person themselves."""
    visit = Visit.objects.told().filter(pk=UUID(payload["visit_id"])).first()
    if visit is None:
        return
    path = reverse("studio:visit", args=[visit.pk], urlconf=settings.ROOT_URLCONF)
    host = visit.tenant.domains.get(is_primary=True).domain
    words = {
        "blog": visit.tenant.name,
        "reason": visit.reason,
        "person": visit.person.display_name,
        "own": payload["own"],
        "may_change": visit.may_change,
        "until": visit.ends_at,
        "url": blog_url(host, path),
    }
    yield payload["email"], {**words, "contact_email": settings.CONTACT_EMAIL}
