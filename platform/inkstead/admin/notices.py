"""Notices to the people of blogs: in their studios, and by letter."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.contrib import messages
from django.contrib.admin import register
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from inkstead.admin.deed_room import DeedRoom
from inkstead.admin.filters import choice, order
from inkstead.admin.letters import Letters
from inkstead.admin.notice_deeds import NOTICES
from inkstead.admin.notice_forms import NoticeForm
from inkstead.admin.site import UNDO, site
from tenants.actions.change import Refused
from tenants.actions.notices import make_notice
from tenants.house.letters import counted
from tenants.house.models import Notice


def _shown(rows: Any) -> Any:
    now = timezone.now()
    return rows.filter(withdrawn_at=None, since__lte=now, until__gt=now)


def _to_come(rows: Any) -> Any:
    return rows.filter(withdrawn_at=None, since__gt=timezone.now())


def _over(rows: Any) -> Any:
    return rows.exclude(pk__in=Notice.objects.to_come().values("pk"))


@register(Notice, site=site)
class Notices(DeedRoom):
    """What is said once is not changed: it is withdrawn, and another one made."""

    folder = "notices"
    place = 4
    in_band = False  # Messages leads here
    title = _("Notices")
    change_list_template = "admin/notices.html"
    page_template = "admin/notice.html"
    search_hint = _("A word")
    deeds = NOTICES
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "newest": (_("Newest"), ("-made_at", "pk")),
        "oldest": (_("Oldest"), ("made_at", "pk")),
    }
    list_filter = (
        choice(
            "state",
            _("State"),
            {
                "shown": (_("Shown now"), _shown),
                "later": (_("Later"), _to_come),
                "over": (_("Over"), _over),
            },
            tabs=True,
        ),
        order(orders),
    )

    @property
    def band_title(self) -> str:
        return str(Letters.title)

    def get_urls(self) -> list[URLPattern]:
        new = require_http_methods(["GET", "HEAD", "POST"])(self.new)
        return [
            path("new/", self.admin_site.admin_view(new), name="notices_new"),
            *super().get_urls(),
        ]

    def rows(self) -> QuerySet[Any]:
        return Notice.objects.select_related("plan", "tenant", "made_by")

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        return rows.filter(text__icontains=term)

    def about(self, row: Any) -> dict[str, Any]:
        title = gettext("Notice: %(name)s") % {"name": row}
        over = {"is_over": row.until <= timezone.now()}
        letters = {"letters": counted(row)} if row.by_mail else {}
        return super().about(row) | {"title": title, **over, **letters}

    def new(self, request: HttpRequest) -> HttpResponseBase:
        """Ask what it says and to whom; then show it, and offer to withdraw it."""
        form = NoticeForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            try:
                made = make_notice(by=cast(User, request.user), **form.to_fields())
            except Refused as error:
                form.add_error(None, str(error))
            else:
                return self._made(request, made)
        context = {"form": form, "title": gettext("Tell the people of blogs something")}
        return self.show(request, "admin/notice_new.html", 422 if form.errors else 200, **context)

    def _made(self, request: HttpRequest, made: Notice) -> HttpResponseBase:
        messages.success(request, gettext("The notice is made."))
        undo = reverse("admin:notices_withdraw", args=[made.pk])
        request.session[UNDO] = {"url": undo, "fields": [["reason", gettext("Undone.")]]}
        return HttpResponseRedirect(reverse("admin:notices_page", args=[made.pk]))
