"""What was done to many blogs at once: how far each job is, and what became of each blog."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.admin import register
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from inkstead.admin.blog_deeds import BLOGS
from inkstead.admin.blogs import Blogs
from inkstead.admin.deed import Deed
from inkstead.admin.deed_room import DeedRoom
from inkstead.admin.filters import order
from inkstead.admin.site import site
from tenants.actions.ask_for_many import can_undo, stop_many, undo_many
from tenants.many.models import ManyJob, Outcome, Part

NAMES = {deed.verb: deed.name for deed in BLOGS}
PARTS = 100  # a page of the report

JOBS = (
    Deed(
        verb="undo",
        name=_("Undo all of it"),
        hint=_("Each blog that was changed is changed back; the rest stays as it is."),
        question=_("Undo %(name)s?"),
        done=_("It is being undone."),
        act=undo_many,
        fits=can_undo,
        bulk=False,
    ),
    Deed(
        verb="stop",
        name=_("Stop"),
        hint=_("The blogs that wait are left alone; what is done stays done."),
        question=_("Stop %(name)s?"),
        done=_("%(name)s: stopped."),
        act=stop_many,
        fits=lambda job: job.is_open,
        danger=True,
        bulk=False,
    ),
)


@register(ManyJob, site=site)
class Many(DeedRoom):
    """Jobs on everything that a list of blogs found."""

    folder = "many"
    place = 7
    in_band = False
    title = _("Many at once")
    change_list_template = "admin/many.html"
    page_template = "admin/many_job.html"
    search_hint = _("Reason")
    deeds = JOBS
    list_per_page = 20
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "newest": (_("Newest"), ("-asked_at", "pk")),
        "oldest": (_("Oldest"), ("asked_at", "pk")),
    }
    list_filter = (order(orders),)

    @property
    def band_title(self) -> str:
        return str(Blogs.title)

    def rows(self) -> QuerySet[Any]:
        return ManyJob.objects.select_related("by", "undoes", "undone_by")

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        return rows.filter(reason__icontains=term)

    def get_changelist_instance(self, request: Any) -> Any:
        changes = super().get_changelist_instance(request)
        jobs = list(changes.result_list)
        counts = counted(job.pk for job in jobs)
        changes.jobs = [(job, name_of(job, counts[job.pk]), counts[job.pk]) for job in jobs]
        return changes

    def page(self, request: HttpRequest, pk: Any) -> HttpResponseBase:
        """How far it is, and a page of its blogs: all, or those with one outcome."""
        job = self.one(pk)
        counts = counted([job.pk])[job.pk]
        wanted = request.GET.get("outcome", "")
        parts = Part.objects.filter(job=job).select_related("tenant").order_by("pk")
        if wanted in Outcome.values:
            parts = parts.filter(outcome=wanted)
        context = self.about(job) | {
            "title": name_of(job, counts),
            "counts": counts,
            "gone_by": counts["all"] - counts["waiting"],
            "tabs": _tabs(counts, wanted),
            "parts": Paginator(parts, PARTS).get_page(request.GET.get("p")),
            "outcome": wanted,
        }
        return self.show(request, self.page_template, **context)

    def _words(self, text: Any, rows: Any) -> str:
        return str(text) % {"name": name_of(rows[0], counted([rows[0].pk])[rows[0].pk])}


def counted(jobs: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """For each job how many blogs there are of each outcome, and `all`: one query."""
    found = {pk: dict.fromkeys(["all", *Outcome.values], 0) for pk in jobs}
    parts = Part.objects.filter(job__in=found).values_list("job", "outcome")
    for pk, outcome, count in parts.annotate(Count("pk")).order_by():
        found[pk][outcome] = count
        found[pk]["all"] += count
    return found


def name_of(job: ManyJob, counts: dict[str, int]) -> str:
    """`Suspend: 1,204 blogs`."""
    count = counts["all"]
    blogs = ngettext("%(count)d blog", "%(count)d blogs", count) % {"count": count}
    return f"{NAMES[job.verb]}: {blogs}"


def _tabs(counts: dict[str, int], wanted: str) -> list[dict[str, Any]]:
    words = {"": _now("All"), **{one.value: one.label for one in Outcome}}
    return [
        {"key": key, "label": label, "count": counts[key or "all"], "here": key == wanted}
        for key, label in words.items()
        if not key or counts[key] or key == wanted
    ]
