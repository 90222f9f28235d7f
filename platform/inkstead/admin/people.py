"""All people, and one: their blogs, and what can be done to the account."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.admin import register
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Session, User
from inkstead.admin.deed import Deed
from inkstead.admin.deed_room import DeedRoom
from inkstead.admin.filters import age, choice, order
from inkstead.admin.history import named
from inkstead.admin.people_deeds import PEOPLE
from inkstead.admin.site import site
from inkstead.admin.wall import has_factor
from journal.models import AuditEntry
from tenants.models import Membership

ENTRIES = 30


@register(User, site=site)
class People(DeedRoom):
    """Nothing of a person's own is edited here: no password, no e-mail."""

    folder = "people"
    place = 2
    title = _("People")
    change_list_template = "admin/people.html"
    page_template = "admin/person.html"
    search_hint = _("Name or e-mail")
    deeds = PEOPLE
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "newest": (_("Newest"), ("-date_joined", "pk")),
        "email": (_("E-mail"), ("email",)),
    }
    list_filter = (
        choice(
            "state",
            _("State"),
            {
                "open": (pgettext_lazy("state", "Open"), lambda rows: rows.filter(is_active=True)),
                "disabled": (_("Disabled"), lambda rows: rows.filter(is_active=False)),
                "admins": (_("Admins"), lambda rows: rows.filter(is_staff=True)),
            },
            tabs=True,
        ),
        age("age", _("Joined"), "date_joined"),
        order(orders),
    )

    @property
    def bulk_deeds(self) -> list[Deed]:
        return []  # one person at a time

    def rows(self) -> QuerySet[Any]:
        return User.objects.annotate(blogs=Count("memberships"))

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        return rows.filter(Q(email__icontains=term) | Q(name__icontains=term))

    def about(self, row: User) -> dict[str, Any]:
        memberships = Membership.objects.filter(user=row).select_related("tenant")
        own = Q(actor_id=row.pk) | Q(target=row.email, action__startswith="user.")
        return super().about(row) | {
            "memberships": memberships.order_by("tenant__name"),
            "sessions": Session.objects.filter(user=row).count(),
            "factor": has_factor(row),
            "history": named(AuditEntry.objects.filter(own).order_by("-at")[:ENTRIES]),
        }
