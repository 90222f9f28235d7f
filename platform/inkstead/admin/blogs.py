"""All blogs, and one: its facts, its people, what was done, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar, cast

from django.conf import settings
from django.contrib.admin import register
from django.db.models import Count, F, QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from inkstead.admin.all_found import AllForm, AllGroundForm, all_found
from inkstead.admin.blog_deeds import BLOGS, MEASURES
from inkstead.admin.blog_panels import is_under_way
from inkstead.admin.deed import Deed
from inkstead.admin.deed_room import DeedRoom
from inkstead.admin.filters import Choice, age, choice, order
from inkstead.admin.panels import panels_of
from inkstead.admin.site import site
from kit.origins import blog_url
from tenants.actions.ask_for_many import ask_for_many
from tenants.actions.decisions import AGAIN
from tenants.actions.hand_over import way_back
from tenants.models import State, Tenant
from tenants.plans.models import Plan
from tenants.watch.decisions import Decision

SOME = 10  # of those found, by name, before something is done to all of them


def word_for(state: State) -> Any:
    """The state as an admin reads it."""
    return pgettext_lazy("state", "Open") if state == State.READY else state.label


def _gone_at(row: Tenant) -> Any:
    """When the trash gives it up."""
    days = timedelta(days=settings.TRASH_DAYS)
    return row.state_since + days if row.state == State.DELETED else None


def _state(rows: Any, *, state: str) -> Any:
    return rows.filter(state=state)


def _on_plan(rows: Any, *, plan: int) -> Any:
    return rows.filter(plan=plan).exclude(state=State.PURGED)


class ByPlan(Choice):
    """Those on one of the plans there are; the address has its number."""

    title, parameter_name = _("Plan"), "plan"

    @cached_property
    def values(self) -> dict[str, tuple[Any, Any]]:  # type: ignore[override]
        plans = Plan.objects.order_by("name").values_list("pk", "name")
        return {str(pk): (name, partial(_on_plan, plan=pk)) for pk, name in plans}


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
        choice(
            "mark",
            _("Marked"),
            {
                "distrusted": (_("Not trusted"), lambda rows: rows.filter(trusted=False)),
                "locked": (_("Writing locked"), lambda rows: rows.exclude(lock_reason="")),
                "unlisted": (
                    _("Kept out of discover"),
                    lambda rows: rows.filter(listing_refused=True),
                ),
            },
        ),
        ByPlan,
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
        return super().about(row) | {
            "url": blog_url(getattr(row, "address", "") or ""),
            "gone_at": _gone_at(row),
            "under_way": is_under_way(row),
        }

    def page(self, request: HttpRequest, pk: Any) -> HttpResponseBase:
        """Its facts, what can be done, and a panel for each room that knows something of it."""
        row = self.one(pk)
        context = self.about(row) | {"panels": panels_of(row, request)}
        return self.show(request, self.page_template, **context)

    def initial(self, row: Any, deed: Deed) -> dict[str, str]:
        if deed.verb == "plan":
            return {"plan": str(row.plan_id)} if row.plan_id else {}
        return {"name": row.name, "address": row.address} if deed.verb == "rename" else {}

    def way_back(self, row: Any, deed: Deed, extra: dict[str, Any]) -> dict[str, Any]:
        """With the reason that held before, since the people of the blog read that one."""
        if deed.verb == "hand-over":
            return way_back(row, extra["email"])
        reasons = {"unlock": row.lock_reason, "resume": row.state_reason}
        again = {"reason": reasons[deed.verb]} if reasons.get(deed.verb) else {}
        return super().way_back(row, deed, extra) | again

    def what_ends(self, rows: Sequence[Any], deed: Deed) -> dict[str, Any]:
        """The decisions that stand: those which `deed` ends stand again by its Undo alone."""
        if deed.undo not in MEASURES:
            return {}
        standing = Decision.objects.filter(tenant__in=rows, ended_at=None).order_by("pk")
        return {"ground": AGAIN, "ended": [str(pk) for pk in standing.values_list("pk", flat=True)]}

    def bulk(self, request: HttpRequest) -> HttpResponseBase:
        """With `all`: everything that the list finds, by the worker; the page tells how far."""
        if "all" not in request.POST:
            return super().bulk(request)
        deed = self.deed_called(request.POST.get("verb", ""))
        if not deed.bulk:
            raise Http404
        rows = all_found(self, request)
        kind = AllGroundForm if deed.verb in MEASURES else AllForm
        ids = list(rows.values_list("pk", flat=True))
        form = kind(request.POST if "sure" in request.POST else None, ids=ids)
        if form.is_bound and form.is_valid():
            job = ask_for_many(deed.verb, ids, by=cast(User, request.user), **form.why)
            return HttpResponseRedirect(reverse("admin:many_page", args=[job.pk]))
        return self._ask_all(request, deed, rows, form)

    def _ask_all(
        self, request: HttpRequest, deed: Deed, rows: QuerySet[Any], form: AllForm
    ) -> HttpResponseBase:
        words = {"name": self.many(form.count)}
        context = {
            "deed": deed,
            "form": form,
            "picked": rows[:SOME],
            "more": max(0, form.count - SOME),
            "query": request.POST.get("query", ""),
            "title": str(deed.question) % words,
            "back": reverse(self.list_name),
        }
        status = 422 if form.errors else 200
        return self.show(request, "admin/deed_all.html", status, **context)
