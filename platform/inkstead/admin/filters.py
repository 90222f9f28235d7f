"""Filters of the lists: each a parameter with a few values, shown as tabs or as a select."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

AGES = {
    "week": (_("The last 7 days"), timedelta(days=7)),
    "month": (_("The last 30 days"), timedelta(days=30)),
    "year": (_("The last 365 days"), timedelta(days=365)),
    "older": (_("Longer ago"), timedelta(days=365)),
}


class Choice(SimpleListFilter):
    """`title`, `parameter_name`, and `narrow` for each value; an unknown value narrows nothing."""

    as_tabs = False
    values: dict[str, tuple[Any, Callable[[Any], Any]]]

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [(value, label) for value, (label, _narrow) in self.values.items()]

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.values.get(self.value() or "")
        return chosen[1](queryset) if chosen else queryset

    def tabs_of(self, changes: Any, counts: dict[str, int]) -> list[dict[str, Any]]:
        """What a row of tabs says, the first for all, with how many where that is known."""
        shown = list(self.choices(changes))
        keys = ["", *self.values]
        return [one | {"count": counts.get(key)} for key, one in zip(keys, shown, strict=True)]


def choice(
    parameter: str,
    label: Any,
    values: dict[str, tuple[Any, Callable[[Any], Any]]],
    *,
    tabs: bool = False,
) -> type[Choice]:
    """A filter class: `values` are parameter value -> (what people read, how it narrows)."""
    return type(
        f"{parameter.title()}Filter",
        (Choice,),
        {"title": label, "parameter_name": parameter, "values": values, "as_tabs": tabs},
    )


def age(parameter: str, label: Any, field: str) -> type[Choice]:
    """How long ago the date in `field` is."""

    def since(name: str) -> Callable[[Any], Any]:
        sign = "lt" if name == "older" else "gte"
        return lambda rows: rows.filter(**{f"{field}__{sign}": timezone.now() - AGES[name][1]})

    return choice(parameter, label, {name: (AGES[name][0], since(name)) for name in AGES})


def order(orders: dict[str, tuple[Any, tuple[Any, ...]]]) -> type[Choice]:
    """`?sort=`: which order; `Room.orders` applies it, since Django orders after filtering."""
    unchanged = {name: (label, lambda rows: rows) for name, (label, _by) in orders.items()}
    return choice("sort", _("Sort by"), unchanged)
