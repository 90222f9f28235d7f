"""All blogs, and one: its facts, its people, what was done, what can be done."""

from __future__ import annotations

from datetime import timedelta
from functools import partial, reduce
from operator import or_
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.admin import register
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inkstead.admin.deed_room import DeedRoom
from inkstead.admin.deeds import BLOGS, Deed
from inkstead.admin.filters import age, choice, order
from inkstead.admin.history import named
from inkstead.admin.site import site
from journal.models import AuditEntry
from kit.origins import blog_url
from tenants.archive.models import Backup, Job
from tenants.domains.models import DomainClaim
from tenants.models import Membership, State, Tenant
from tenants.plans.usage import usage_of

ENTRIES = 30
BACKUPS = 20


def word_for(state: State) -> Any:
    """The state as an admin reads it."""
    return pgettext_lazy("state", "Open") if state == State.READY else state.label


def _gone_at(row: Tenant) -> Any:
    """When the trash gives it up."""
    days = timedelta(days=settings.TRASH_DAYS)
    return row.state_since + days if row.state == State.DELETED else None


def _state(rows: Any, *, state: str) -> Any:
    return rows.filter(state=state)


@register(Tenant, site=site)
class Blogs(DeedRoom):
    """Public tables alone: no list ever looks into a blog's schema."""

    folder = "blogs"
    place = 1
    title = _("Blogs")
    change_list_template = "admin/blogs.html"
    page_template = "admin/blog.html"
    search_hint = _("Name, address, domain or owner’s e-mail")
    deeds = BLOGS
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "newest": (_("Newest"), ("-created_at", "pk")),
        "post": (_("Last post"), (F("stats__last_published_at").desc(nulls_last=True), "pk")),
        "posts": (_("Most posts"), (F("stats__posts").desc(nulls_last=True), "pk")),
        "size": (_("Largest"), (F("stats__storage_bytes").desc(nulls_last=True), "pk")),
        "name": (_("Name"), ("name", "pk")),
    }
    list_filter = (
        choice(
            "state",
            _("State"),
            {s.value: (word_for(s), partial(_state, state=s)) for s in State},
            tabs=True,
        ),
        age("age", _("Made"), "created_at"),
        order(orders),
    )

    def rows(self) -> QuerySet[Any]:
        return Tenant.objects.for_admins()

    def find(self, rows: Any, term: str) -> QuerySet[Any]:
        found: QuerySet[Any] = rows.found_by(term)
        return found

    def counts(self) -> dict[str, int]:
        found = dict(Tenant.objects.values_list("state").annotate(Count("pk")))
        return {"": sum(found.values()), **{s.value: found.get(s.value, 0) for s in State}}

    def about(self, row: Tenant) -> dict[str, Any]:
        people = Membership.objects.filter(tenant=row).select_related("user")
        kinds = ("tenant.", "membership.", "domain.")
        of_the_blog = reduce(or_, (Q(action__startswith=kind) for kind in kinds))
        entries = AuditEntry.objects.filter(of_the_blog, tenant_id=row.id)
        return super().about(row) | {
            "people": people.order_by("created_at"),
            "addresses": row.domains.filter(is_custom=False).order_by("-is_primary", "domain"),
            "domains": DomainClaim.objects.filter(tenant=row).order_by("added_at"),
            "led_to": getattr(row, "own_domain", None),
            "url": blog_url(getattr(row, "address", "") or ""),
            "usages": usage_of(row),
            "gone_at": _gone_at(row),
            "jobs": Job.objects.filter(tenant=row).select_related("by").order_by("-asked_at")[:5],
            "under_way": Job.objects.filter(tenant=row, state__in=["waiting", "running"]).exists(),
            "backups": Backup.objects.filter(tenant=row).order_by("-made_at")[:BACKUPS],
            "history": named(entries.order_by("-at")[:ENTRIES]),
        }

    def initial(self, row: Any, deed: Deed) -> dict[str, str]:
        if deed.verb == "plan":
            return {"plan": str(row.plan_id)} if row.plan_id else {}
        return {"name": row.name, "address": row.address} if deed.verb == "rename" else {}
