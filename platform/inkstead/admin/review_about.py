"""What the queue shows of one blog: public rows, and one look inside it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from blog.models import Post
from blog.rendering import plain_of
from kit.origins import blog_url
from tenants.db.scope import tenant_transaction
from tenants.fleet.census import WITH_SCHEMA
from tenants.models import Membership, State, Tenant
from tenants.roles import Role
from tenants.watch.models import Score
from tenants.watch.queue import Review, open_appeals, open_reports

logger = logging.getLogger(__name__)

POSTS, CHARS = 3, 500
REPORTS, TWINS = 10, 5


@dataclass(frozen=True, slots=True)
class Extract:
    """How one of its newest public posts begins."""

    title: str
    text: str
    at: datetime | None
    path: str


def about(review: Review) -> dict[str, Any]:
    """The context of a card. Raises Tenant.DoesNotExist for a blog that is gone meanwhile."""
    row = Tenant.objects.for_admins().get(pk=review.pk)
    score = Score.objects.filter(pk=review.pk).first()
    reports = list(open_reports(review.pk)[:REPORTS])
    appeals = list(open_appeals(review.pk))
    return {
        "row": row,
        "review": review,
        "url": blog_url(row.address or ""),
        "owner": _owner(row),
        "score": score,
        "twins": _twins(score),
        "reports": reports,
        "appeals": appeals,
        "why": _why(row, review, score, len(reports), len(appeals)),
        "extracts": _extracts(row),
        "waits": review.waiting_since is not None,
        "can_decide": review.waiting_since is not None and row.state == State.READY,
    }


def _owner(row: Tenant) -> User | None:
    owners = Membership.objects.filter(tenant=row, role=Role.OWNER).select_related("user")
    owner = owners.first()
    return owner.user if owner else None


def _twins(score: Score | None) -> list[Tenant]:
    """Some blogs that have nearly the same posts."""
    known = [UUID(pk) for pk in score.twin_blogs[:TWINS]] if score else []
    return list(Tenant.objects.for_admins().filter(pk__in=known)) if known else []


def _why(row: Tenant, review: Review, score: Score | None, reports: int, appeals: int) -> list[str]:
    """Why somebody should look, in words, the weightiest first."""
    said = []
    if appeals:
        said.append(_("Its owner objects to a decision."))
    if reports:
        said.append(
            ngettext(
                "It was reported once.", "It was reported %(count)d times.", reports
            ) % {"count": reports}
        )  # fmt: skip
    if score and score.is_high:
        said.append(_("It has many signs of spam."))
    if not row.trusted and not review.verdict:
        said.append(_("It is new, and nobody has looked at it yet."))
    return said


def _extracts(row: Tenant) -> list[Extract]:
    """None where its schema cannot be read: the card says what else is known."""
    if row.state not in WITH_SCHEMA:
        return []
    try:
        with tenant_transaction(row):
            posts = list(Post.objects.readable().newest().found(8 * CHARS)[:POSTS])
    except DatabaseError as error:
        logger.warning("Blog %s could not be read: %s", row.pk, error)
        return []
    return [_extract(post, post.start) for post in posts]


def _extract(post: Post, start: str) -> Extract:
    text = " ".join(plain_of(start, 8 * CHARS).split())
    cut = text if len(text) <= CHARS else f"{text[:CHARS].rpartition(' ')[0] or text[:CHARS]} …"
    return Extract(post.title, cut, post.published_at, f"/blog/{post.pk}/")
