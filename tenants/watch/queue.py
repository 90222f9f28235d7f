"""Which blogs wait for an admin's eye: a row for each that ever waited, all in public.

A blog waits when it begins untrusted, is reported, comes to have more signs of spam than when it
was decided on last, or when its owner appeals. A decision ends that; the next such event begins it
anew.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import State, Tenant
from tenants.watch.decisions import AppealState, Decision
from tenants.watch.reports import Report, ReportState

if TYPE_CHECKING:
    from accounts.models import User

HIGH = 40  # points from which on somebody should look
OF_A_REPORT, OF_AN_APPEAL = 30, 200  # as many points make them
SHOWN = [State.READY, State.SUSPENDED]


class Verdict(models.TextChoices):
    """What an admin decided on last."""

    TRUSTED = "trusted", _("Trusted")
    DISTRUSTED = "distrusted", _("Not trusted")
    SUSPENDED = "suspended", _("Suspended")
    OPEN_AGAIN = "resumed", _("Open again")
    LATER = "later", _("Put off")


class ReviewQuerySet(models.QuerySet["Review"]):
    """Whose turn it is."""

    def waiting(self, now: datetime | None = None) -> Self:
        """Those to be looked at now, in their order: the weightiest, then who waits longest."""
        at = now or timezone.now()
        due = Q(later_until=None) | Q(later_until__lte=at)
        waits = self.filter(due, waiting_since__isnull=False, tenant__state__in=SHOWN)
        return waits.order_by("-weight", "waiting_since", "pk")

    def after(self, row: Review) -> Self:
        """Of those, the ones behind `row`, wherever it stands or stood."""
        since = row.waiting_since or timezone.now()
        lighter = Q(weight__lt=row.weight)
        later = Q(weight=row.weight, waiting_since__gt=since)
        last = Q(weight=row.weight, waiting_since=since, pk__gt=row.pk)
        return self.waiting().filter(lighter | later | last)

    def before(self, row: Review) -> Self:
        """Those in front of it, the nearest first."""
        since = row.waiting_since or timezone.now()
        heavier = Q(weight__gt=row.weight)
        sooner = Q(weight=row.weight, waiting_since__lt=since)
        first = Q(weight=row.weight, waiting_since=since, pk__lt=row.pk)
        return self.waiting().filter(heavier | sooner | first).reverse()


class Review(models.Model):
    """Where a blog stands with the admins. `version` counts: nobody decides over anybody."""

    tenant = models.OneToOneField(
        Tenant, primary_key=True, on_delete=models.CASCADE, related_name="review"
    )
    waiting_since = models.DateTimeField(null=True)  # none: nobody has to look
    weight = models.IntegerField(default=0)
    later_until = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    verdict = models.CharField(max_length=16, choices=Verdict, blank=True, default="")
    points = models.IntegerField(default=0)  # the score when it was decided on
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    before = models.JSONField(default=dict)  # what Undo gives back (tenants.actions.review_blog)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        indexes: ClassVar = [
            models.Index(
                fields=["-weight", "waiting_since", "tenant"],
                name="review_queue",
                condition=Q(waiting_since__isnull=False),
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(version__gte=1), name="review_version_from_1"),
            models.CheckConstraint(
                condition=Q(verdict__in=["", *Verdict.values]), name="review_verdict_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.tenant)


@transaction.atomic
def have_reviewed(tenant_id: UUID) -> Review:
    """Let the blog wait, or wait on with what it weighs now."""
    row = locked(tenant_id)
    row.weight = weight_of(tenant_id)
    if row.waiting_since is None:
        row.waiting_since, row.later_until = timezone.now(), None
    row.version += 1
    row.save()
    return row


def weigh_again(tenant_id: UUID, points: int) -> None:
    """After a score: the blog waits if it has many points, and more than when it was decided on."""
    known = Review.objects.filter(pk=tenant_id).first()
    waits = known is not None and known.waiting_since is not None
    if waits or (points >= HIGH and points > (known.points if known else 0)):
        have_reviewed(tenant_id)


def settle(tenant: Tenant, verdict: Verdict, *, by: User | None) -> None:
    """Note that an admin decided; what is still open about the blog lets it wait on."""
    row = locked(tenant.pk)
    row.verdict, row.decided_at, row.decided_by = verdict, timezone.now(), by
    row.points, row.later_until, row.before = points_of(tenant.pk), None, {}
    row.weight = weight_of(tenant.pk)
    row.waiting_since = (row.waiting_since or timezone.now()) if _is_open(tenant.pk) else None
    row.version += 1
    row.save()


def look_away(tenant: Tenant) -> None:
    """After something about it was closed: let the blog wait no longer, if nothing else asks."""
    row = locked(tenant.pk)
    row.before = {}  # whoever decided here decided anew: nothing before it is taken back
    if row.waiting_since is None:
        row.save(update_fields=["before"])
        return
    row.weight, row.version = weight_of(tenant.pk), row.version + 1
    if not (_is_open(tenant.pk) or _asks_by_itself(tenant, row)):
        row.waiting_since = None
    row.save()


def locked(tenant_id: UUID) -> Review:
    """The blog's row, made if it never waited, and held until the transaction ends."""
    Review.objects.bulk_create([Review(tenant_id=tenant_id)], ignore_conflicts=True)
    row: Review = Review.objects.select_for_update().get(pk=tenant_id)
    return row


def open_reports(tenant_id: UUID) -> models.QuerySet[Report]:
    """Those nobody decided on, the oldest first."""
    found = Report.objects.filter(tenant_id=tenant_id, state=ReportState.OPEN)
    return found.order_by("sent_at", "pk")


def open_appeals(tenant_id: UUID) -> models.QuerySet[Decision]:
    """Decisions whose appeal waits for an answer."""
    return Decision.objects.filter(tenant_id=tenant_id, appeal_state=AppealState.WAITING)


def _asks_by_itself(tenant: Tenant, row: Review) -> bool:
    """Whether nobody ever decided on a new blog, or its points grew since."""
    points = points_of(tenant.pk)
    return (not tenant.trusted and not row.verdict) or (points >= HIGH and points > row.points)


def _is_open(tenant_id: UUID) -> bool:
    return open_reports(tenant_id).exists() or open_appeals(tenant_id).exists()


def points_of(tenant_id: UUID) -> int:
    """The blog's score, 0 for one that was never looked at."""
    from tenants.watch.models import Score

    known = Score.objects.filter(pk=tenant_id).values_list("points", flat=True).first()
    return known or 0


def weight_of(tenant_id: UUID) -> int:
    """What it weighs now: its points, and what is open about it."""
    reports = OF_A_REPORT * open_reports(tenant_id).count()
    appeals = OF_AN_APPEAL * open_appeals(tenant_id).count()
    return points_of(tenant_id) + reports + appeals
