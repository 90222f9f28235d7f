"""The queue: blogs that wait for an admin's eye, one after another, worked by keys or by clicks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from functools import partial
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import register
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from inkstead.admin.review_about import about
from inkstead.admin.review_forms import FORMS, SuspendForm
from inkstead.admin.rooms import Room
from inkstead.admin.site import site
from tenants.actions.change import Refused
from tenants.actions.review_blog import pass_blog, put_off, suspend_reviewed, undo_review
from tenants.models import Tenant
from tenants.watch.decisions import Ground
from tenants.watch.queue import Review

UNDO_FOR = timedelta(hours=1)
BY_SCRIPT = "X-Card"  # asks for a card alone


@register(Review, site=site)
class ReviewQueue(Room):
    """A decision is one POST. By script its answer is the card after the one that is shown then;
    without, it leads to the next. Each can be taken back by whoever made it, the last one first.
    """

    folder = "review"
    place = 2
    title = gettext_lazy("Review")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        verbs = [
            path(
                f"<uuid:pk>/{verb}/",
                view(require_POST(partial(self.decide, verb))),
                name=f"review_{verb}",
            )
            for verb in FORMS
        ]
        return [
            path("", view(require_safe(self.first)), name="review"),
            path("back/", view(require_POST(self.take_back)), name="review_back"),
            path("<uuid:pk>/", view(require_safe(self.page)), name="review_page"),
            *verbs,
        ]

    def first(self, request: HttpRequest) -> HttpResponseBase:
        """Whoever waits at the head."""
        return self.card(request, _waiting().first(), title=self.title)

    def page(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        """One of them, wherever it stands; those that were decided on say so."""
        return self.card(request, _row(pk))

    def decide(self, verb: str, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        """Do it, or show the blog again and say why not."""
        review = _row(pk)
        form = FORMS[verb](request.POST)
        if not form.is_valid():
            return self.card(request, review, status=422, form=form)
        pivot = _shown(form.cleaned_data["shown"]) or review
        try:
            said = DEEDS[verb](review.tenant, cast(User, request.user), form.cleaned_data)
        except Refused as error:
            return self.card(request, _row(pk), status=409, refused=str(error))
        after = _following(pivot, but={pk})
        return self.onward(request, after, said)

    def take_back(self, request: HttpRequest) -> HttpResponseBase:
        """Undo the last decision of this admin in the queue, and show its blog."""
        last = _last_of(cast(User, request.user))
        if last is None:
            return self.onward(request, _waiting().first(), _("There is nothing to undo."))
        try:
            undo_review(last.tenant, by=cast(User, request.user), reason=_("Undone."))
        except Refused as error:
            return self.card(request, last, status=409, refused=str(error))
        said = _("%(name)s waits again.") % {"name": last.tenant.name}
        return self.onward(request, _row(last.pk), said)

    def onward(self, request: HttpRequest, to: Review | None, said: str) -> HttpResponseBase:
        """By script the card, which says `said`; else there by a redirect."""
        if BY_SCRIPT in request.headers:
            return self.card(request, to, said=said)
        messages.success(request, said)
        there = reverse("admin:review_page", args=[to.pk]) if to else reverse("admin:review")
        return HttpResponseRedirect(there)

    def card(
        self, request: HttpRequest, review: Review | None, *, status: int = 200, **more: Any
    ) -> HttpResponseBase:
        """The page of one blog, or that nobody waits; by script without the page around it."""
        alone = BY_SCRIPT in request.headers
        template = "admin/review_card.html" if alone else "admin/review.html"
        context: dict[str, Any] = {"title": self.title, "left": _waiting().count()}
        if review is not None:
            context |= about(review)
            context["title"] = _("Review: %(name)s") % {"name": review.tenant.name}
            context["next"] = _following(review)
            context["previous"] = Review.objects.before(review).first()
        context = {"form": SuspendForm(), **context, **more}
        context["can_undo"] = _last_of(cast(User, request.user)) is not None
        response = self.show(request, template, status, **context)
        response["Cache-Control"] = "no-store"
        return response


def _waiting() -> Any:
    return Review.objects.waiting().select_related("tenant")


def _row(pk: UUID) -> Review:
    found = Review.objects.select_related("tenant", "decided_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _shown(pk: UUID | None) -> Review | None:
    return Review.objects.filter(pk=pk).first() if pk else None


def _following(row: Review, but: Collection[UUID] = ()) -> Review | None:
    """Who comes after `row`; from the end on to the head, and nobody where `row` is alone."""
    others = Review.objects.after(row).exclude(pk__in=but)
    return others.first() or _waiting().exclude(pk__in={row.pk, *but}).first()


def _last_of(by: User) -> Review | None:
    """What this admin decided on last, as long as it can be taken back."""
    since = timezone.now() - UNDO_FOR
    own = Review.objects.filter(decided_by=by, decided_at__gt=since).exclude(before={})
    return own.select_related("tenant").order_by("-decided_at").first()


def _trust(tenant: Tenant, by: User, data: dict[str, Any]) -> str:
    pass_blog(tenant, by=by, reason=_("Looked at in the review."), seen=data["seen"])
    return _("%(name)s is trusted.") % {"name": tenant.name}


def _suspend(tenant: Tenant, by: User, data: dict[str, Any]) -> str:
    ground = data["ground"]
    reason = data["text"] or _in_words_of_the_owner(tenant, ground)
    suspend_reviewed(tenant, by=by, reason=reason, ground=ground, seen=data["seen"])
    return _("%(name)s is suspended.") % {"name": tenant.name}


def _in_words_of_the_owner(tenant: Tenant, ground: str) -> str:
    """The ready sentence in the language that the owner reads."""
    owners = tenant.memberships.filter(role="owner").values_list("user__language", flat=True)
    with translation.override(owners.first() or translation.get_language()):
        return str(Ground(ground).label)


def _later(tenant: Tenant, by: User, data: dict[str, Any]) -> str:
    put_off(tenant, by=by, seen=data["seen"])
    return _("%(name)s comes back tomorrow.") % {"name": tenant.name}


DEEDS = {"trust": _trust, "suspend": _suspend, "later": _later}
