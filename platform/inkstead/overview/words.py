"""The sentences that the page and the command share."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inkstead.overview.read import Overview
from inkstead.overview.series import Span, number


def headline(of: Overview) -> str:
    """How many blogs are open, and how many things somebody should look at."""
    count = of.states["ready"]
    blogs = ngettext("%(n)s blog is open.", "%(n)s blogs are open.", count) % {"n": number(count)}
    if not of.looks:
        return f"{blogs} {_('All is well.')}"
    looks = ngettext("%(n)s thing needs a look.", "%(n)s things need a look.", of.looks)
    return f"{blogs} {looks % {'n': number(of.looks)}}"


def span_title(span: Span) -> str:
    """What the numbers over time are called."""
    return _("The last 12 months") if span == Span.YEAR else _("The last 30 days")
