"""Everything that a list finds, whatever page of it is shown."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _

from inkstead.admin.forms import ReasonForm
from inkstead.admin.rooms import Room


class AllForm(ReasonForm):
    """Why; and for how many it was said, so that nobody does it to more than they read."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = count

    def clean(self) -> None:
        """Ask again when it has become another number."""
        if self.cleaned_data.get("seen") != self.count:
            self.add_error(None, _("There are more or fewer by now. Look again, then go on."))


def all_found(room: Room, request: HttpRequest) -> QuerySet[Any]:
    """The rows that `query` of the POST finds in `room`: the address of a list."""
    return filtered(room, request, QueryDict(request.POST.get("query", "")))


def filtered(room: Room, request: HttpRequest, query: QueryDict) -> QuerySet[Any]:
    """The rows that the list shows at `query`, on all of its pages; raises Http404."""
    asked, wanted = copy(request), query.copy()
    wanted.pop(PAGE_VAR, None)
    asked.GET, asked.method = wanted, "GET"  # type: ignore[assignment]
    try:
        found: QuerySet[Any] = room.get_changelist_instance(asked).queryset
    except (SuspiciousOperation, IncorrectLookupParameters):
        raise Http404 from None
    return found
