"""Plans: what blogs may have, and how many have which."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.contrib import messages
from django.contrib.admin import register
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from inkstead.admin.panels import Panel, register_panel
from inkstead.admin.plan_forms import PlanForm
from inkstead.admin.rooms import Room
from inkstead.admin.site import site
from tenants.actions.change import Refused
from tenants.actions.save_plan import save_plan
from tenants.models import State, Tenant
from tenants.plans.models import Plan
from tenants.plans.usage import Kind, usage_of
from tenants.plans.words import number, title


def with_amounts(row: Plan) -> Any:
    """The row with `amounts`: each limit in words, "" being none."""
    shown: Any = row
    values = [(kind, getattr(row, kind)) for kind in Kind]
    shown.amounts = ["" if value is None else number(kind, value) for kind, value in values]
    return shown


def plan_of(tenant: Tenant, request: HttpRequest) -> dict[str, Any]:
    """Which one a blog has, and how much of it is used."""
    return {"plan": tenant.plan, "usages": usage_of(tenant)}


register_panel(
    Panel(name="plan", title=_("Plan"), template="admin/panels/plan.html", place=10, about=plan_of)
)


@register(Plan, site=site)
class Plans(Room):
    """Plans are made and changed; none is deleted."""

    folder = "plans"
    place = 2
    title = _("Plans")
    change_list_template = "admin/plans.html"
    page_template = "admin/plan.html"
    search_hint = _("Name")
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "oldest": (_("Oldest"), ("created_at", "pk")),
    }

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        asks = require_http_methods(["GET", "HEAD", "POST"])
        return [
            path("new/", view(asks(self.new)), name="plans_new"),
            path("<int:pk>/edit/", view(asks(self.edit)), name="plans_edit"),
            *super().get_urls(),
        ]

    def rows(self) -> QuerySet[Any]:
        blogs = Tenant.objects.filter(plan=OuterRef("pk")).exclude(state=State.PURGED)
        count = blogs.order_by().values("plan").annotate(n=Count("pk")).values("n")
        return Plan.objects.annotate(count=Coalesce(Subquery(count), 0))

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        return rows.filter(name__icontains=term)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changes = super().get_changelist_instance(request)
        changes.result_list = [with_amounts(row) for row in changes.result_list]
        return changes

    def about(self, row: Any) -> dict[str, Any]:
        titles = [title(kind) for kind in Kind]
        pairs = list(zip(titles, with_amounts(row).amounts, strict=True))
        return super().about(row) | {"limits": pairs}

    def edit(self, request: HttpRequest, pk: Any) -> HttpResponseBase:
        """Other numbers, or another name."""
        return self._form(request, self.one(pk))

    def new(self, request: HttpRequest) -> HttpResponseBase:
        """A plan that nobody has yet."""
        return self._form(request, None)

    def _form(self, request: HttpRequest, plan: Any) -> HttpResponseBase:
        form = PlanForm(request.POST) if request.method == "POST" else None
        if form is not None and form.is_valid():
            try:
                saved = save_plan(plan, by=cast(User, request.user), **form.fields_of_plan)
            except Refused as error:
                form.add_error(None, str(error))
            else:
                words = {"name": saved.name}
                messages.success(request, gettext("“%(name)s” is saved, and holds now.") % words)
                return HttpResponseRedirect(reverse("admin:plans_page", args=[saved.pk]))
        context = {
            "row": plan,
            "form": form or (PlanForm.showing(plan) if plan else PlanForm()),
            "title": gettext("Change the plan “%(name)s”") % {"name": plan.name}
            if plan
            else gettext("A new plan"),
        }
        return self.show(request, "admin/plan_form.html", 422 if form else 200, **context)
