"""All people, and one: their blogs, and what can be done to the account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import register
from django.db import IntegrityError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.actions.close_user import erased_on
from accounts.export.download import download_of
from accounts.models import Session, User
from inkstead.admin.deed import Deed, is_self
from inkstead.admin.deed_room import DeedRoom
from inkstead.admin.filters import age, choice, order
from inkstead.admin.history import named
from inkstead.admin.people_deeds import PEOPLE
from inkstead.admin.people_forms import ids_of
from inkstead.admin.site import site
from inkstead.admin.wall import asked_again, has_factor, used_factor_lately
from journal.models import AuditEntry
from tenants.actions.archive_person import open_until
from tenants.actions.reopen_account import closed_with
from tenants.closing.becomes import what_becomes
from tenants.erasures.ledger import erased_at
from tenants.models import Membership

ENTRIES = 30
ABOUT_THEN = timedelta(hours=1)  # from an erasure to its entry in the audit, and back


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
                "disabled": (
                    _("Disabled"),
                    lambda rows: rows.filter(is_active=False, closed_at=None),
                ),
                "closed": (
                    pgettext_lazy("account", "Closed"),
                    lambda rows: rows.filter(closed_at__isnull=False),
                ),
                "admins": (_("Admins"), lambda rows: rows.filter(is_staff=True)),
            },
            tabs=True,
        ),
        age("age", _("Joined"), "date_joined"),
        order(orders),
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.export))
        file = path("<uuid:pk>/archive/file/", view, name=f"{self.folder}_export")
        return [*super().get_urls(), file]

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
            "erased_on": erased_on(row.closed_at) if row.closed_at else None,
            "history": named(AuditEntry.objects.filter(own).order_by("-at")[:ENTRIES]),
        }

    def for_admin(self, row: User, by: User) -> dict[str, Any]:
        return {"open_until": open_until(row, to=by)}

    def offers(self, deed: Deed, row: User, by: User) -> bool:
        if deed.verb == "archive" and row.is_staff:
            return is_self(row, by)
        return super().offers(deed, row, by)

    def way_back(self, row: Any, deed: Deed, extra: dict[str, Any]) -> dict[str, Any]:
        """To what was closed, with the blogs that come back: Undo closes no other."""
        if deed.verb == "reopen":
            return {"blogs": ids_of(closed_with(row))}
        return super().way_back(row, deed, extra)

    def told(self, row: User, deed: Deed) -> dict[str, Any]:
        return {"becomes": what_becomes(row), "erased_on": erased_on(timezone.now())}

    def page(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        return self._erased(request, pk) or super().page(request, pk)

    def one_deed(self, deed: Deed, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        return self._erased(request, pk) or super().one_deed(deed, request, pk)

    def export(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        """The archive, to the admin who asked for it within the hour; who did not, is asked why."""
        if gone := self._erased(request, pk):
            return gone
        row = self.one(pk)
        if not used_factor_lately(request):
            return asked_again(request)
        if not open_until(row, to=cast(User, request.user)):
            messages.warning(request, gettext("Say first what it is for. That holds for an hour."))
            return HttpResponseRedirect(reverse("admin:people_archive", args=[row.pk]))
        return download_of(row)

    def _act(self, request: HttpRequest, deed: Deed, rows: Sequence[Any], form: Any) -> list[Any]:
        try:
            return super()._act(request, deed, rows, form)
        except (User.DoesNotExist, IntegrityError):
            if User.objects.filter(pk=rows[0].pk).exists():
                raise
            form.add_error(None, gettext("This account is not there any more."))
            return []

    def _erased(self, request: HttpRequest, pk: UUID) -> HttpResponseBase | None:
        """What stands where an account was that is erased: when, and why."""
        if User.objects.filter(pk=pk).exists() or (at := erased_at(pk)) is None:
            return None
        entries = AuditEntry.objects.filter(at__range=(at - ABOUT_THEN, at + ABOUT_THEN))
        told = entries.filter(action="user.erased", details__user_id=str(pk)).order_by("at")
        lines = named(told[:1])
        line, days = lines[0] if lines else None, settings.TRASH_DAYS
        context = {"at": at, "line": line, "days": days, "title": gettext("Erased")}
        return self.show(request, "admin/person_erased.html", 410, **context)
