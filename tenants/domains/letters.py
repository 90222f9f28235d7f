"""Letters about a blog's domain, to its owner."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import letters
from accounts.letters import Letter, Payload
from kit.origins import blog_url
from tenants.domains.course import GRACE
from tenants.domains.findings import kept, sentence
from tenants.domains.names import shown
from tenants.models import Domain, Membership
from tenants.roles import Role

WITH_REASONS = {"failing", "lapsed"}


def register() -> None:
    """Make them known to whoever sends letters."""
    letters.register("domain_news", _news)


def _news(payload: Payload) -> Iterable[Letter]:
    """`tenant_id`, `domain`, `what`, `findings`, `by`; none goes to an unconfirmed address.

    In the owner's own language: it is the worker who queues most of them.
    """
    owners = Membership.objects.filter(tenant_id=UUID(payload["tenant_id"]), role=Role.OWNER)
    owner = owners.select_related("user", "tenant").first()
    if owner is None or not owner.user.email_confirmed:
        return
    given = Domain.objects.filter(tenant=owner.tenant, is_primary=True)
    host = given.values_list("domain", flat=True).first() or ""
    with translation.override(owner.user.language or settings.LANGUAGE_CODE):
        yield (owner.user.email, _words(payload, owner.tenant.name, host))


def _words(payload: Payload, blog: str, host: str) -> Payload:
    what, by = payload["what"], payload.get("by") or _("The people who run this place")
    told = {"blog": blog, "domain": shown(payload["domain"]), "host": host, "by": by}
    heading, text = _said()[what]
    findings = kept(payload["findings"]) if what in WITH_REASONS else []
    return {
        "heading": heading % told,
        "sentence": text % (told | {"days": GRACE.days}),
        "reasons": [sentence(finding) for finding in findings],
        "url": blog_url(host, reverse("studio:domain", urlconf=settings.ROOT_URLCONF)),
    }


def _said() -> dict[str, tuple[str, str]]:
    """The heading and the sentence of each piece of news."""
    return {
        "live": (
            _("%(domain)s works"),
            _(
                "%(blog)s can be read at %(domain)s now, and older links lead there. You go on"
                " writing at %(host)s."
            ),
        ),
        "failing": (
            _("Something is wrong with %(domain)s"),
            _(
                "%(blog)s is read at %(domain)s. If it is not mended within %(days)s days, readers"
                " will read at %(host)s again. Nothing is lost by that."
            ),
        ),
        "recovered": (
            _("%(domain)s works again"),
            _("What was wrong is right again. %(blog)s is read there as before."),
        ),
        "lapsed": (
            _("%(domain)s has stopped working"),
            _(
                "It failed for %(days)s days, so %(blog)s is read at %(host)s again. Once its"
                " records are right it works by itself."
            ),
        ),
        "added": (
            _("%(domain)s was added to %(blog)s"),
            _("%(by)s added it. It works once its records stand in DNS."),
        ),
        "removed": (
            _("%(domain)s was removed from %(blog)s"),
            _("%(by)s removed it. Readers read at %(host)s, or at another domain of the blog."),
        ),
    }
