"""The letter that tells whoever handed a draft in what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.letters import Letter
from accounts.letters import register as register_letter
from blog.actions.hand_in import EVENT
from blog.models import HandIn
from kit.letterbox.letter import header_line
from kit.origins import blog_url
from tenants.db.scope import tenant_transaction
from tenants.models import Domain, Membership, State, Tenant
from tenants.plans.letters import has_letter_left, take_letter


def hand_in_answered(payload: dict[str, Any]) -> Iterable[Letter]:
    """`tenant_id`, `hand_in_id`; the words stay in the blog's schema until they are sent.

    Nothing goes to somebody who left the team or whose address nobody confirmed, nor from a blog
    that is not trusted or has no letters left: the studio says it as well.
    """
    tenant = Tenant.objects.filter(pk=UUID(payload["tenant_id"]), state=State.READY).first()
    if tenant is None or not tenant.trusted:
        return
    with tenant_transaction(tenant):
        rows = HandIn.objects.select_related("post").exclude(stand__in=["open", "taken_back"])
        row = rows.filter(pk=payload["hand_in_id"]).first()
    writer = _writer(tenant, row)
    if row is None or writer is None or not has_letter_left(tenant):
        return
    path = reverse("studio:post_edit", args=[row.post_id], urlconf=settings.ROOT_URLCONF)
    host = Domain.objects.get(tenant_id=tenant.pk, is_primary=True).domain
    with translation.override(writer.user.language or settings.LANGUAGE_CODE):
        yield (
            writer.user.email,
            {
                "blog": header_line(tenant.name),
                "title": header_line(row.post.title),
                "accepted": not row.was_sent_back,
                "text": row.answer,
                "url": blog_url(host, path),
            },
        )
    take_letter(tenant)


def register() -> None:
    """Give the worker the letter."""
    register_letter(EVENT, hand_in_answered)


def _writer(tenant: Tenant, row: HandIn | None) -> Membership | None:
    if row is None or row.handed_by_id is None:
        return None
    people = Membership.objects.filter(tenant=tenant, user_id=row.handed_by_id)
    told = people.filter(user__is_active=True, user__email_confirmed_at__isnull=False)
    return told.select_related("user").first()
