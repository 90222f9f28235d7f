"""Invitations to sign up: what became of them, and new ones."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.contrib import messages
from django.contrib.admin import register
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from inkstead.admin.deed_room import DeedRoom
from inkstead.admin.filters import choice, order
from inkstead.admin.signup_deeds import INVITES
from inkstead.admin.signup_forms import InviteForm
from inkstead.admin.signups import SignUps
from inkstead.admin.site import site
from tenants.actions.invite_to_sign_up import invite_to_sign_up
from tenants.actions.use_sign_up_invitation import Unusable, objection
from tenants.signups.models import SignUpInvitation
from tenants.signups.tokens import url_of

STATES = {
    None: ("good", pgettext_lazy("state", "Open")),
    Unusable.REVOKED: ("bad", _("Taken back")),
    Unusable.EXPIRED: ("warn", _("Has run out")),
    Unusable.USED: ("", _("Used up")),
}


def _open(rows: Any) -> Any:
    return rows.filter(revoked_at=None, expires_at__gt=timezone.now(), used__lt=F("uses"))


def _over(rows: Any) -> Any:
    return rows.exclude(pk__in=_open(rows).values("pk"))


def with_state(row: SignUpInvitation) -> Any:
    """The row with `badge`: a kind and a word."""
    shown: Any = row
    shown.badge = STATES[objection(row)]
    return shown


@register(SignUpInvitation, site=site)
class Invites(DeedRoom):
    """The link of one that names no e-mail is on its page, for as long as it works."""

    folder = "invites"
    place = 3
    in_band = False  # Sign-up leads here
    title = _("Invitations to sign up")
    change_list_template = "admin/invites.html"
    page_template = "admin/invite.html"
    search_hint = _("E-mail or whom it is for")
    deeds = INVITES
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "newest": (_("Newest"), ("-created_at", "pk")),
        "oldest": (_("Oldest"), ("created_at", "pk")),
    }
    list_filter = (
        choice(
            "state",
            _("State"),
            {"open": (pgettext_lazy("state", "Open"), _open), "over": (_("Over"), _over)},
            tabs=True,
        ),
        order(orders),
    )

    @property
    def band_title(self) -> str:
        return str(SignUps.title)

    def get_urls(self) -> list[URLPattern]:
        new = require_http_methods(["GET", "HEAD", "POST"])(self.new)
        return [
            path("new/", self.admin_site.admin_view(new), name="invites_new"),
            *super().get_urls(),
        ]

    def rows(self) -> QuerySet[Any]:
        return SignUpInvitation.objects.select_related("made_by")

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        return rows.filter(Q(email__icontains=term) | Q(note__icontains=term))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changes = super().get_changelist_instance(request)
        changes.result_list = [with_state(row) for row in changes.result_list]
        return changes

    def about(self, row: SignUpInvitation) -> dict[str, Any]:
        shown = not row.email and objection(row) is None
        return super().about(with_state(row)) | {
            "link": url_of(row.pk) if shown else "",
            "title": gettext("Invitation: %(name)s") % {"name": str(row)},
        }

    def new(self, request: HttpRequest) -> HttpResponseBase:
        """Ask what it is to be; then make it, and go to its page, which has the link."""
        form = InviteForm(request.POST) if request.method == "POST" else InviteForm()
        if form.is_bound and form.is_valid():
            made = invite_to_sign_up(by=cast(User, request.user), **form.cleaned_data)
            said = (
                gettext("The letter is on its way.")
                if made.email
                else gettext("The link is below.")
            )
            messages.success(request, said)
            return HttpResponseRedirect(reverse("admin:invites_page", args=[made.pk]))
        context = {"form": form, "title": gettext("Invite somebody to sign up")}
        return self.show(request, "admin/invite_new.html", 422 if form.errors else 200, **context)
