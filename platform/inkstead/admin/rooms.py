"""A room of the admin: a list that is searched and filtered, and a page for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from inkstead.admin.site import PlatformAdmin

    Base = ModelAdmin[Any]
else:
    Base = ModelAdmin


class Room(Base):
    """Shows rows and changes none: Django's forms for adding, changing and deleting are gone."""

    folder = ""  # in the address: /admin/<folder>/
    place = 0  # from the left, in the band
    in_band = True  # else another room leads to it
    title: Any = ""
    page_template = ""
    search_hint: Any = ""
    actions = None
    list_per_page = 50
    show_full_result_count = False
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {}

    @property
    def band_title(self) -> str:
        """Which link of the band leads here."""
        return str(self.title)

    @property
    def list_name(self) -> str:
        """The list's name, to be reversed."""
        return f"admin:{self.folder}"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(require_safe(self.changelist_view)), name=self.folder),
            path(f"<{self._key}:pk>/", view(require_safe(self.page)), name=f"{self.folder}_page"),
        ]

    @property
    def _key(self) -> str:
        return "uuid" if self.opts.pk.get_internal_type() == "UUIDField" else "int"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True  # the wall decided

    def get_ordering(self, request: HttpRequest) -> Any:
        """By `?sort=`, else the first of `orders`."""
        chosen = self.orders.get(request.GET.get("sort", "")) or next(iter(self.orders.values()))
        return chosen[1]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Nothing but the filters: an address cannot ask about columns of its own choice."""
        return lookup in {getattr(one, "parameter_name", "") for one in self.list_filter}

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        here = {"title": self.title, "room": self, "crumbs": self.crumbs()[:-1]}
        context = {**here, **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Django's, with what our template reads: tabs, and where the next page is."""
        changes: Any = super().get_changelist_instance(request)
        here, last = changes.page_num, changes.paginator.num_pages
        changes.pages = last
        changes.previous_url = changes.get_query_string({"p": here - 1}) if here > 1 else ""
        changes.next_url = changes.get_query_string({"p": here + 1}) if here < last else ""
        counts = self.counts()
        changes.tabs = [
            (spec.title, spec.tabs_of(changes, counts))
            for spec in changes.filter_specs
            if spec.as_tabs
        ]
        return changes

    def counts(self) -> dict[str, int]:
        """How many rows each tab has, "" being all; those left out are not said."""
        return {}

    def rows(self) -> QuerySet[Any]:
        """What list and page read."""
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.rows()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By the room's own words; never the same row twice."""
        term = search_term.strip()
        return (self.find(queryset, term) if term else queryset), False

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        """Those of `rows` that `term` is looked for in."""
        return rows

    def one(self, pk: Any) -> Any:
        """The row, as the list reads it; raises Http404."""
        row = self.rows().filter(pk=pk).first()
        if row is None:
            raise Http404
        return row

    def page(self, request: HttpRequest, pk: Any) -> HttpResponseBase:
        """What there is to know about one row."""
        return self.show(request, self.page_template, **self.about(self.one(pk)))

    def about(self, row: Any) -> dict[str, Any]:
        """The page's context."""
        return {"row": row, "title": str(row)}

    def crumbs(self, row: Any = None) -> list[tuple[str, str]]:
        """The way down to the list, or on to the page of `row`: titles and addresses."""
        site = cast("PlatformAdmin", self.admin_site)
        known = {str(room.title): room for room in site.rooms}
        leads_here = known.get(self.band_title)
        above = [leads_here] if leads_here and leads_here is not self else []
        way = [(str(site.index_title), reverse("admin:index"))]
        way += [(str(room.title), reverse(room.list_name)) for room in (*above, self)]
        page = f"admin:{self.folder}_page"
        return [*way, (str(row), reverse(page, args=[row.pk]))] if row is not None else way

    def show(
        self, request: HttpRequest, template: str, status: int = 200, **context: Any
    ) -> TemplateResponse:
        """A page of this room."""
        shared = {**self.admin_site.each_context(request), "room": self, "list": self.list_name}
        crumbs = self.crumbs()
        shared["crumbs"] = crumbs[:-1] if request.path == crumbs[-1][1] else crumbs
        return TemplateResponse(request, template, {**shared, **context}, status=status)
