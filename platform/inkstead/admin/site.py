"""The one admin site: its wall, its addresses, and what every page of it says."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, include, path, re_path, reverse
from django.utils.translation import gettext_lazy as _

from inkstead.admin.overview import about
from inkstead.admin.wall import may_enter, way_in
from journal.on_behalf import as_admin

UNDO = "admin_undo"  # the session's key for the one deed that can be taken back


class PlatformAdmin(AdminSite):
    """Django's, without sign-in pages, stock forms or a list of models."""

    site_title = site_header = _("Inkstead admin")
    index_title = _("Overview")

    def has_permission(self, request: HttpRequest) -> bool:
        return may_enter(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Django's wrapper, behind the wall: nobody else learns what there is."""
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may_enter(request):
                return way_in(request)
            with as_admin(request.user.pk):
                response: HttpResponseBase = inner(request, *args, **kwargs)
            return response

        return enter

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The overview and one folder a room; any other address is behind the wall too."""
        rooms = [path(f"{room.folder}/", include(room.get_urls())) for room in self.rooms]
        return [
            path("", self.admin_view(self.index), name="index"),
            *rooms,
            re_path(r"(?P<url>.*)$", self.admin_view(nothing_here), name="nothing"),
        ]

    @property
    def rooms(self) -> list[Any]:
        """The registered rooms (`inkstead.admin.rooms.Room`) in their order."""
        return sorted(self._registry.values(), key=lambda room: room.place)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        context = {**self.each_context(request), **about(request.GET.get("span"))}
        return TemplateResponse(request, "admin/index.html", context)

    def each_context(self, request: Any) -> dict[str, Any]:
        """`rooms` for the band, `undo` for what was just done, once."""
        here = request.path
        links = [(str(self.index_title), reverse("admin:index"))]
        links += [(str(room.title), reverse(room.list_name)) for room in self.rooms if room.in_band]
        return {
            "site_header": self.site_header,
            "rooms": [{"title": t, "url": u, "here": here == u} for t, u in links],
            "undo": request.session.pop(UNDO, None) if request.method == "GET" else None,
        }


def nothing_here(request: HttpRequest, url: str) -> HttpResponse:
    """Any address that the admin does not have."""
    raise Http404


site = PlatformAdmin(name="admin")
