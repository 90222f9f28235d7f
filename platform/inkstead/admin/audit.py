"""Who did what: read, never changed."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.admin import register
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
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

ACTIONS = {
    "tenant": _("Blogs"),
    "domain": _("Domains"),
    "user": _("Accounts"),
    "many": _("Many at once"),
    "signups": _("Sign-up"),
    "membership": _("Teams"),
    "invitation": _("Invitations"),
    "handoff": _("Entering a blog"),
    "post": _("Posts"),
    "page": _("Pages"),
    "picture": _("Media"),
    "message": _("Messages"),
    "fleet": _("Schemas"),
}


def _is(rows: Any, *, noun: str) -> Any:
    return rows.filter(action__startswith=f"{noun}.")


def _by_staff(rows: Any) -> Any:
    return rows.filter(actor_id__in=User.objects.filter(is_staff=True).values("pk"))


@register(AuditEntry, site=site)
class Audit(Room):
    """`q` finds actions, things and reasons, and takes an e-mail or an address as a whole."""

    folder = "audit"
    place = 5
    title = _("Audit")
    change_list_template = "admin/audit.html"
    page_template = "admin/entry.html"
    search_hint = _("Action, reason, e-mail or address")
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "newest": (_("Newest"), ("-at", "pk")),
        "oldest": (_("Oldest"), ("at", "pk")),
    }
    list_filter = (
        choice(
            "about",
            _("About"),
            {noun: (label, partial(_is, noun=noun)) for noun, label in ACTIONS.items()},
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


def _uuid(term: str) -> UUID | None:
    try:
        return UUID(term)
    except ValueError:
        return None
