"""Pages that stand apart from the stream of posts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from blog.media.show import illustrate
from blog.models import Page
from blog.public.access import reader_view
from blog.public.context import ReaderRequest, show
from tenants.roles import May


@reader_view
def page(request: ReaderRequest, slug: str) -> HttpResponse:
    """One page."""
    found = get_object_or_404(Page.objects.kept().defer("content"), slug=slug)
    illustrate([found])
    editable = request.membership is not None and request.membership.may(May.EDIT_ALL)
    return show(request, "blog/public/page.html", {"page": found, "editable": editable})
