"""The whole house: open, reading or closed; and its features, on or off."""

from __future__ import annotations

from math import ceil
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import register
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from inkstead.admin.house_forms import MOST_MINUTES, ModeForm, SwitchForm
from inkstead.admin.rooms import Room
from inkstead.admin.site import UNDO, site
from tenants.actions.change import Refused
from tenants.actions.set_house import set_mode, set_switch
from tenants.house.models import House, Mode
from tenants.house.switches import SWITCHES, Switch
from tenants.models import Tenant


@register(House, site=site)
class HouseRoom(Room):
    """What holds now is read from the row itself, whatever this process has heard."""

    folder = "house"
    place = 6
    in_band = False  # Work leads here
    title = _("Modes and features")

    @property
    def band_title(self) -> str:
        return gettext("Work")

    def get_urls(self) -> list[URLPattern]:
        view, both = self.admin_site.admin_view, require_http_methods(["GET", "HEAD", "POST"])
        return [
            path("", view(require_safe(self.overview)), name="house"),
            path("mode/", view(both(self.mode)), name="house_mode"),
            path("switch/", view(both(self.switch)), name="house_switch"),
        ]

    def overview(self, request: HttpRequest) -> HttpResponseBase:
        """The mode, and each feature with the blogs where it is otherwise."""
        row = _row()
        features = [_feature(one, row) for one in SWITCHES.values()]
        mode = Mode(row.mode).label
        context: dict[str, Any] = {"row": row, "mode": mode, "features": features}
        return self.show(request, "admin/house.html", title=self.title, **context)

    def mode(self, request: HttpRequest) -> HttpResponseBase:
        """Ask who may do what; then it holds, and can be undone."""
        row = _row()
        holds = {"mode": row.mode, "words": row.words, "minutes": _minutes_left(row)}
        form = ModeForm(request.POST or None, initial=holds)
        before = {**holds, "reason": gettext("Undone.")}
        title = gettext("Who may do what")
        return self._set(request, form, set_mode, "admin:house_mode", before, title)

    def switch(self, request: HttpRequest) -> HttpResponseBase:
        """Ask which feature, and where; then it is so, and can be undone."""
        asked = {"name": request.GET.get("name", ""), "on": request.GET.get("on", "")}
        form = SwitchForm(request.POST or None, initial=asked)
        back = {name: request.POST.get(name, "") for name in ("name", "address")}
        back["on"] = "no" if request.POST.get("on") == "yes" else "yes"
        before = {**back, "reason": gettext("Undone.")}
        title = gettext("Switch a feature")
        return self._set(request, form, set_switch, "admin:house_switch", before, title)

    def _set(
        self,
        request: HttpRequest,
        form: Any,
        act: Any,
        name: str,
        before: dict[str, str],
        title: str,
    ) -> HttpResponseBase:
        if request.method == "POST" and form.is_valid():
            try:
                act(by=cast(User, request.user), **form.to_fields())
            except Refused as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, gettext("That holds within a second."))
                undo = {"url": reverse(name), "fields": [list(pair) for pair in before.items()]}
                request.session[UNDO] = undo
                return HttpResponseRedirect(reverse("admin:house"))
        status = 422 if form.errors else 200
        return self.show(request, "admin/house_form.html", status, form=form, title=title)


def _row() -> House:
    return House.objects.first() or House()


def _minutes_left(row: House) -> str:
    """Of the time that was said, as many as the form takes; none where it is over, or unsaid."""
    left = (row.until - timezone.now()).total_seconds() if row.until else 0
    return str(min(ceil(left / 60), MOST_MINUTES)) if left > 0 else ""


def _feature(switch: Switch, row: House) -> dict[str, Any]:
    known = row.switches.get(switch.name, {})
    ids = [UUID(pk) for pk in known if pk]
    blogs = Tenant.objects.filter(pk__in=ids).order_by("name") if ids else []
    return {
        "switch": switch,
        "is_on": known.get("", switch.default),
        "others": [(blog, known[str(blog.pk)]) for blog in blogs],
    }
