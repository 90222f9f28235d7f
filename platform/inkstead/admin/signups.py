"""Sign-up: who asked for an account, and the rules of who may have one."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.contrib.admin import register
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from inkstead.admin.deed_room import DeedRoom
from inkstead.admin.filters import choice, order
from inkstead.admin.signup_deeds import APPLICATIONS
from inkstead.admin.signup_forms import RulesForm
from inkstead.admin.site import site
from tenants.actions.change_sign_ups import change_sign_ups
from tenants.signups.models import Application, Decision
from tenants.signups.rules import current


def _in(rows: Any, *, state: Decision) -> Any:
    return rows.filter(state=state)


@register(Application, site=site)
class SignUps(DeedRoom):
    """Applications; `rules/` beside them, and invitations in a room of their own."""

    folder = "signups"
    place = 3
    title = _("Sign-up")
    change_list_template = "admin/signups.html"
    page_template = "admin/application.html"
    search_hint = _("E-mail, blog or a word")
    deeds = APPLICATIONS
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "oldest": (_("Oldest"), ("created_at", "pk")),
        "newest": (_("Newest"), ("-created_at", "pk")),
    }
    list_filter = (
        choice(
            "state",
            _("State"),
            {s.value: (s.label, partial(_in, state=s)) for s in Decision},
            tabs=True,
        ),
        order(orders),
    )

    def get_urls(self) -> list[URLPattern]:
        rules = require_http_methods(["GET", "HEAD", "POST"])(self.rules)
        view = self.admin_site.admin_view(rules)
        return [path("rules/", view, name="signups_rules"), *super().get_urls()]

    def many(self, count: int) -> str:
        words = ngettext("%(count)d application", "%(count)d applications", count)
        return words % {"count": count}

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        words = Q(email__icontains=term) | Q(about__icontains=term)
        return rows.filter(words | Q(blog_name__icontains=term) | Q(address__icontains=term))

    def about(self, row: Application) -> dict[str, Any]:
        title = gettext("%(email)s asks for an account") % {"email": row.email}
        return super().about(row) | {"title": title}

    def counts(self) -> dict[str, int]:
        found = dict(Application.objects.values_list("state").annotate(Count("pk")))
        return {"": sum(found.values()), **{s.value: found.get(s.value, 0) for s in Decision}}

    def rules(self, request: HttpRequest) -> HttpResponseBase:
        """Show the rules; save them, with a reason."""
        form = RulesForm(request.POST) if request.method == "POST" else None
        if form is not None and form.is_valid():
            change_sign_ups(by=cast(User, request.user), **form.cleaned_data)
            messages.success(request, gettext("The rules are saved, and hold from now on."))
            return HttpResponseRedirect(reverse("admin:signups_rules"))
        context = {
            "form": form or RulesForm.showing(current()),
            "title": gettext("Who may sign up"),
        }
        return self.show(request, "admin/signup_rules.html", 422 if form else 200, **context)
