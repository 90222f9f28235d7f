"""Everything that a list finds, whatever page of it is shown."""

from __future__ import annotations

from collections.abc import Collection
from copy import copy
from hashlib import sha256
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _

from inkstead.admin.forms import GroundForm, ReasonForm
from inkstead.admin.rooms import Room


class AllForm(ReasonForm):
    """Why; and of which blogs it was said, so that nobody does it to others than were found."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, ids: Collection[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count, self.mark = len(ids), mark_of(ids)

    @property
    def why(self) -> dict[str, Any]:
        """What was typed; the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def clean(self) -> None:
        """Ask again when the list finds others by now, were they as many."""
        if self.cleaned_data.get("seen") != self.mark:
            self.add_error(None, _("The list finds other blogs by now. Look again, then go on."))


class AllGroundForm(AllForm, GroundForm):
    """And on what ground, for a measure."""


def mark_of(ids: Collection[UUID]) -> str:
    """What is the same for the same blogs in whatever order, and for no others."""
    return sha256(b"".join(sorted(one.bytes for one in ids))).hexdigest()


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
