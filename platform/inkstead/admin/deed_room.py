"""A room whose rows something can be done to: a page that asks why, the deed, and its Undo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from inspect import signature
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.disable_user import CannotDisable
from accounts.models import User
from inkstead.admin.deed import Deed, is_self
from inkstead.admin.rooms import Room
from inkstead.admin.site import UNDO
from inkstead.admin.wall import asked_again, used_factor_lately
from tenants.actions.change import Refused

MOST_AT_ONCE = 50  # a page of the list


class DeedRoom(Room):
    """`deeds`, each at `/admin/<folder>/<pk>/<verb>/`; several rows at once at `<folder>/bulk/`."""

    deeds: ClassVar[tuple[Deed, ...]] = ()

    def many(self, count: int) -> str:
        """What several rows are called together."""
        return ngettext("%(count)d blog", "%(count)d blogs", count) % {"count": count}

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        each = [
            path(
                f"<uuid:pk>/{deed.verb}/",
                view(require_http_methods(["GET", "HEAD", "POST"])(partial(self.one_deed, deed))),
                name=f"{self.folder}_{deed.verb}",
            )
            for deed in self.deeds
        ]
        bulk = path("bulk/", view(require_POST(self.bulk)), name=f"{self.folder}_bulk")
        return [*super().get_urls(), *([bulk] if self.bulk_deeds else []), *each]

    @property
    def bulk_deeds(self) -> list[Deed]:
        """What can be done to several at once."""
        return [deed for deed in self.deeds if deed.bulk]

    def deed_called(self, verb: str) -> Deed:
        """Raises Http404."""
        found = [deed for deed in self.deeds if deed.verb == verb]
        if not found:
            raise Http404
        return found[0]

    def initial(self, row: Any, deed: Deed) -> dict[str, str]:
        """What the form shows at first."""
        return {}

    def way_back(self, row: Any, deed: Deed, extra: dict[str, Any]) -> dict[str, Any]:
        """What Undo sends to `deed.undo`, beside a reason; asked before the deed is done."""
        return self.initial(row, deed)

    def what_ends(self, rows: Sequence[Any], deed: Deed) -> dict[str, Any]:
        """What Undo sends too, so that nothing else begins again; asked before the deed is done."""
        return {}

    def told(self, row: Any, deed: Deed) -> dict[str, Any]:
        """What the template `deed.tells` wants to know."""
        return {}

    def for_admin(self, row: Any, by: User) -> dict[str, Any]:
        """What the row's page shows to the admin `by` alone."""
        return {}

    def offers(self, deed: Deed, row: Any, by: User) -> bool:
        """Whether the row's page leads the admin `by` to `deed`, which fits."""
        return deed.verb != "disable" or not is_self(row, by)

    def _known(self, deed: Deed, row: Any) -> dict[str, Any]:
        """What the deed's form wants to know beside what was typed."""
        return {"row": row} if "row" in signature(deed.form.__init__).parameters else {}

    def about(self, row: Any) -> dict[str, Any]:
        return super().about(row) | {"deeds": [deed for deed in self.deeds if deed.fits(row)]}

    def page(self, request: HttpRequest, pk: Any) -> HttpResponseBase:
        row, me = self.one(pk), cast(User, request.user)
        context = self.about(row) | self.for_admin(row, me)
        context["deeds"] = [d for d in context["deeds"] if self.offers(d, row, me)]
        return self.show(request, self.page_template, **context)

    def one_deed(self, deed: Deed, request: HttpRequest, pk: Any) -> HttpResponseBase:
        """Ask why; then do it, and go back to the row's page."""
        row = self.one(pk)
        if deed.fresh and not used_factor_lately(request):
            return asked_again(request)
        first = self.initial(row, deed)
        form: Any = deed.form(request.POST or None, initial=first, **self._known(deed, row))
        back = reverse(f"admin:{self.folder}_page", args=[row.pk])
        if request.method == "POST" and form.is_valid():
            fields = {"reason": _("Undone."), **self.way_back(row, deed, form.extra)}
            fields |= self.what_ends([row], deed)
            if results := self._act(request, deed, [row], form):
                self._offer_undo(request, self._undo_url(deed, row), fields)
                return HttpResponseRedirect(deed.lands(results[0]) if deed.lands else back)
        return self._ask(request, deed, [row], form, back)

    def bulk(self, request: HttpRequest) -> HttpResponseBase:
        """The same for `picked` rows, all or none. `sure` says that the reason was asked for."""
        deed = self.deed_called(request.POST.get("verb", ""))
        if not deed.bulk:
            raise Http404
        rows = self._picked(request)
        back = reverse(self.list_name)
        if not rows:
            messages.warning(request, _("Nothing was chosen, so nothing was done."))
            return HttpResponseRedirect(back)
        form = deed.form(request.POST if "sure" in request.POST else None)
        ends = self.what_ends(rows, deed)
        if form.is_bound and form.is_valid() and self._act(request, deed, rows, form):
            undo = reverse(f"admin:{self.folder}_bulk") if deed.undo else ""
            picked = [str(row.pk) for row in rows]
            fields = {"verb": deed.undo, "picked": picked, "sure": "1", "reason": _("Undone.")}
            self._offer_undo(request, undo, fields | ends)
            return HttpResponseRedirect(back)
        return self._ask(request, deed, rows, form, back)

    def _picked(self, request: HttpRequest) -> list[Any]:
        field = self.opts.pk
        picked = request.POST.getlist("picked")[:MOST_AT_ONCE]
        try:
            keys = [field.to_python(one) for one in picked]
        except (ValueError, TypeError, ValidationError):
            raise Http404 from None
        return list(self.rows().filter(pk__in=keys).order_by(*next(iter(self.orders.values()))[1]))

    def _act(self, request: HttpRequest, deed: Deed, rows: Sequence[Any], form: Any) -> list[Any]:
        """Do it to all of `rows`, or to none and say in the form why not; what came of each."""
        by = cast(User, request.user)
        try:
            with transaction.atomic():
                reason = form.cleaned_data["reason"]
                in_order = sorted(rows, key=lambda row: row.pk)  # as whoever holds several does
                done = [deed.act(row, by=by, reason=reason, **form.extra) for row in in_order]
        except (Refused, CannotDisable) as error:
            form.add_error(None, str(error))
            return []
        messages.success(request, self._words(deed.done, rows))
        return done

    def _ask(
        self, request: HttpRequest, deed: Deed, rows: Sequence[Any], form: Form, back: str
    ) -> HttpResponseBase:
        status = 422 if form.errors else 200
        many = request.path.endswith("/bulk/")
        context = {
            "crumbs": self.crumbs(None if many else rows[0]),
            "deed": deed,
            "picked": rows,
            "many": many,
            "form": form,
            "back": back,
            "title": self._words(deed.question, rows),
        }
        if deed.tells and not many:
            context |= self.told(rows[0], deed)
        return self.show(request, "admin/deed.html", status, **context)

    def _undo_url(self, deed: Deed, row: Any) -> str:
        return reverse(f"admin:{self.folder}_{deed.undo}", args=[row.pk]) if deed.undo else ""

    def _offer_undo(self, request: HttpRequest, url: str, fields: dict[str, Any]) -> None:
        if url:
            pairs = [
                [name, value]
                for name, values in fields.items()
                for value in (values if isinstance(values, list) else [values])
            ]
            request.session[UNDO] = {"url": url, "fields": pairs}

    def _words(self, text: Any, rows: Sequence[Any]) -> str:
        """`text` with the row's name, or with how many there are."""
        name = str(rows[0]) if len(rows) == 1 else self.many(len(rows))
        return str(text) % {"name": name}
