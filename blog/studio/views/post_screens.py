"""The preview as it looks on a wide screen and on a phone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from blog.access import editable_post_or_404
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May

FRAMING: Any = settings.SECURE_CSP | {"frame-src": [CSP.SELF]}
SCREENS = ("phone", "wide")


@csp_override(FRAMING)
@studio_view(May.WRITE)
@require_safe
def post_screens(request: MemberRequest, post_id: int) -> HttpResponse:
    """`?on=wide`, else a phone's: a frame of that width around the preview."""
    post = editable_post_or_404(request.membership, post_id)
    asked = request.GET.get("on", "")
    on = asked if asked in SCREENS else SCREENS[0]
    return studio_page(request, "post_screens", room="posts", post=post, on=on)
