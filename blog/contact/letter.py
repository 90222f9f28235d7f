"""The letter that tells a blog's owner of a message."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from accounts.letters import Letter
from blog.contact.models import Message
from kit.letterbox.letter import header_line
from kit.origins import blog_url
from tenants.db.scope import tenant_transaction
from tenants.models import Domain, Membership, State
from tenants.plans.letters import has_letter_left, take_letter
from tenants.roles import Role

EVENT = "contact_message"


def contact_message(payload: dict[str, Any]) -> Iterable[Letter]:
    """`tenant_id`, `message_id`; the words stay in the blog's schema until they are sent.

    Nothing is sent to an address that nobody confirmed: it may be a stranger's. Nor is it by a blog
    that is not trusted, or when the message went to the trash or to Spam in the meantime, or when
    the blog's plan has no letters left this month: the message itself waits in the studio.
    """
    tenant_id = UUID(payload["tenant_id"])
    owner = _owner(tenant_id)
    message = _message(owner, payload["message_id"]) if owner else None
    if owner is None or message is None or not has_letter_left(owner.tenant):
        return
    path = reverse("studio:message", args=[message.pk], urlconf=settings.ROOT_URLCONF)
    host = Domain.objects.get(tenant_id=tenant_id, is_primary=True).domain
    yield (
        owner.user.email,
        {
            "blog": header_line(owner.tenant.name),
            "name": header_line(message.name),
            "reply_to": message.email,
            "text": message.text,
            "url": blog_url(host, path),
        },
    )
    take_letter(owner.tenant)  # now that it went out: meanwhile nobody waited for the mail server


def _owner(tenant_id: UUID) -> Membership | None:
    owners = Membership.objects.filter(tenant_id=tenant_id, role=Role.OWNER, user__is_active=True)
    confirmed = owners.filter(user__email_confirmed_at__isnull=False)
    sending = confirmed.filter(tenant__state=State.READY, tenant__trusted=True)
    return sending.select_related("user", "tenant__plan").first()


def _message(owner: Membership, message_id: int) -> Message | None:
    with tenant_transaction(owner.tenant):
        return Message.objects.all().inbox().filter(pk=message_id).first()
