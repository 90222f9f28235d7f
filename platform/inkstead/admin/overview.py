"""The first page: what somebody would act on, the numbers over time, and what was done last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from inkstead.admin.history import named
from inkstead.overview.chart import chart
from inkstead.overview.read import Overview, overview
from inkstead.overview.series import Span, counts_readers
from inkstead.overview.words import headline, span_title
from journal.models import AuditEntry

LAST = 12


def about(span: str | None) -> dict[str, Any]:
    """The page's context; `span` as the address has it."""
    found = overview(Span.of(span))
    return {
        "title": f"{_('Overview')}: {span_title(found.span)}",
        "headline": headline(found),
        "overview": found,
        "spans": [(one, span_title(one), one == found.span) for one in Span],
        "charts": [chart(one, found.periods) for one in found.series],
        "table": list(_table(found)),
        "counts_readers": counts_readers(),
        "history": named(_done()[:LAST]),
    }


def _table(of: Overview) -> Iterator[dict[str, Any]]:
    """The newest period first: its name, and each measure's title and value."""
    for place, period in reversed(list(enumerate(of.periods))):
        cells = [(one.measure.title, one.words(one.values[place])) for one in of.series]
        yield {"period": period, "cells": cells}


def _done() -> Any:
    staff = User.objects.filter(is_staff=True).values_list("pk", flat=True)
    done = AuditEntry.objects.filter(actor_id__in=list(staff), action__startswith="tenant.")
    return done.order_by("-at")
