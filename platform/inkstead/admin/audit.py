"""Who did what: read, never changed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial, reduce
from operator import or_
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.admin import register
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import User
from inkstead.admin.all_found import filtered
from inkstead.admin.audit_export import FORMATS, export
from inkstead.admin.audit_words import WORDS
from inkstead.admin.filters import age, choice, order
from inkstead.admin.history import named
from inkstead.admin.rooms import Room
from inkstead.admin.site import site
from journal.models import AuditEntry
from tenants.models import Domain

# In the address: what people read, and the nouns that actions begin with.
ABOUT = {
    "tenant": (_("Blogs"), ("tenant", "listing")),
    "domain": (_("Domains"), ("domain",)),
    "user": (_("Accounts"), ("user",)),
    "many": (_("Many at once"), ("many",)),
    "review": (_("Review and reports"), ("review", "report", "appeal", "watch")),
    "visit": (_("Visits"), ("visit",)),
    "signups": (_("Sign-up"), ("signups",)),
    "membership": (_("Teams"), ("membership", "invitation")),
    "handoff": (_("Entering a blog"), ("handoff",)),
    "post": (_("Posts"), ("post", "posts", "preview_link")),
    "page": (_("Pages"), ("page",)),
    "picture": (_("Media"), ("picture",)),
    "order": (_("Order and look"), ("category", "tag", "author", "move", "navigation", "look")),
    "settings": (_("Settings"), ("settings",)),
    "message": (_("Messages"), ("message", "notice")),
    "house": (_("The whole platform"), ("house", "plan")),
    "fleet": (_("Schemas and backups"), ("fleet", "backup")),
}


def _is(rows: Any, *, nouns: tuple[str, ...]) -> Any:
    return rows.filter(reduce(or_, (Q(action__startswith=f"{noun}.") for noun in nouns)))


def _by_staff(rows: Any) -> Any:
    return rows.filter(actor_id__in=User.objects.filter(is_staff=True).values("pk"))


@register(AuditEntry, site=site)
class Audit(Room):
    """`q` finds actions, things and reasons; an e-mail, an address or a day is taken as a whole."""

    folder = "audit"
    place = 5
    title = _("Audit")
    change_list_template = "admin/audit.html"
    page_template = "admin/entry.html"
    search_hint = _("Action, reason, e-mail, address, or a day: 2026-11-26")
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "newest": (_("Newest"), ("-at", "pk")),
        "oldest": (_("Oldest"), ("at", "pk")),
    }
    list_filter = (
        choice(
            "about",
            _("About"),
            {key: (label, partial(_is, nouns=nouns)) for key, (label, nouns) in ABOUT.items()},
        ),
        choice("by", _("By"), {"staff": (_("Admins"), _by_staff)}),
        age("age", _("When"), "at"),
        order(orders),
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.export))
        return [path("export.<str:kind>", view, name="audit_export"), *super().get_urls()]

    def export(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """What the list finds with the same filters, as a file: csv, or jsonl."""
        if kind not in FORMATS:
            raise Http404
        return export(filtered(self, request, request.GET), kind)

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        """An id of a person, a blog or an entry is taken as a whole too."""
        if day := _day(term):
            return rows.filter(at__gte=day[0], at__lt=day[1])
        said = [action for action, words in WORDS.items() if term.lower() in str(words).lower()]
        words = Q(action__in=said) | Q(action__icontains=term) | Q(target__icontains=term)
        words |= Q(details__reason__icontains=term)
        words |= Q(actor_id__in=User.objects.filter(email=term.lower()).values("pk"))
        words |= Q(tenant_id__in=Domain.objects.filter(domain=term.lower()).values("tenant_id"))
        key = _uuid(term)
        return rows.filter(words | Q(actor_id=key) | Q(tenant_id=key) if key else words)

    def get_changelist_instance(self, request: Any) -> Any:
        changes = super().get_changelist_instance(request)
        changes.lines = named(changes.result_list)
        return changes

    def about(self, row: AuditEntry) -> dict[str, Any]:
        line = named([row])[0]
        return {"row": row, "title": line.words, "line": line}


def _day(term: str) -> tuple[datetime, datetime] | None:
    """When the day that `term` names begins and ends, as the pages tell the time."""
    try:
        day = parse_date(term)
        if day is None:
            return None
        begins = make_aware(datetime.combine(day, time()))
        return begins, begins + timedelta(days=1)
    except (ValueError, OverflowError):  # a thirteenth month, the last day of all
        return None


def _uuid(term: str) -> UUID | None:
    try:
        return UUID(term)
    except ValueError:
        return None
