"""One box for finding and doing: a page by itself, and what the studio's box shows."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from blog.studio.finding import found
from blog.studio.forms.filters import FindForm
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.WRITE)
@require_safe
def find(request: MemberRequest) -> HttpResponse:
    """What `q` finds; with `box` the options alone, for the script."""
    form = FindForm(request.GET)
    groups = found(request, form.words)
    if "box" in request.GET:
        number = sum(len(group.hits) for group in groups)
        return render(
            request, "blog/studio/parts/find_options.html", {"groups": groups, "number": number}
        )
    return studio_page(request, "find", room="find", form=form, groups=groups)
