"""What every page of the studio is rendered with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from blog.clock import blog_time
from blog.contact.models import Message
from blog.models import Blog
from blog.studio.plan import plan_usage
from kit.origins import blog_url
from tenants.db.scope import tenant_transaction
from tenants.domains.names import shown
from tenants.http import MemberRequest
from tenants.roles import May

if TYPE_CHECKING:
    from tenants.models import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A blog in the switcher."""

    name: str
    url: str
    role_label: str
    current: bool


def studio_page(
    request: MemberRequest,
    template: str,
    *,
    room: str,
    blog: Blog | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render `template` in the room of that name, with times as the blog's clock shows them."""
    blog = blog or Blog.objects.current()
    about = {
        "blog": blog,
        "membership": request.membership,
        "memberships": doors(request),
        "studio_room": room,
        "blog_address": shown(request.tenant.canonical_host),
        "may": {right.value: request.membership.may(right) for right in May},
        "plan_usage": plan_usage(request.membership, room),
        "unread_messages": partial(_unread, request.membership),
    }
    with blog_time(blog):
        return render(request, f"blog/studio/{template}.html", about | context, status=status)


def page_from_outside(
    request: MemberRequest, template: str, *, room: str, status: int = 200, **context: Any
) -> HttpResponse:
    """The same for a view that is `outside_tenant`, since what it shows is kept in public.

    `context` must hold all of that: under the blog's role no public table can be read.
    """
    with tenant_transaction(request.tenant):
        return studio_page(request, template, room=room, status=status, **context)


def _unread(membership: Membership) -> int:
    """How many messages nobody opened yet; asked only by the pages that show it."""
    return Message.objects.all().unread().count() if membership.may(May.ANSWER) else 0


def doors(request: MemberRequest) -> list[Door]:
    """The blogs that this person may enter, this one among them; asks nobody."""
    return [
        Door(
            name=membership.tenant.name,
            url=blog_url(_host(membership), reverse("studio:posts")),
            role_label=membership.role_label,
            current=membership.tenant_id == request.tenant.id,
        )
        for membership in request.memberships
        if membership.tenant.state == "ready"
    ]


def _host(membership: Membership) -> str:
    domains = membership.tenant.domains.all()
    return str(next((domain.domain for domain in domains if domain.is_primary), ""))
