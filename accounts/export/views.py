"""The page that says what is in an export, and the export."""

from __future__ import annotations

import json
from collections.abc import Iterator

from allauth.account.decorators import reauthentication_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.account.access import AccountRequest, account_view
from accounts.export.registry import File, all_facts, all_files
from accounts.export.zipped import zipped
from accounts.limits import may_try, too_many
from accounts.models import User
from journal import audit

FORM = 1  # of the export; docs/export.md tells what changes it


@require_http_methods(["GET", "HEAD", "POST"])
@account_view
@reauthentication_required  # type: ignore[untyped-decorator]
def export(request: AccountRequest) -> HttpResponseBase:
    """Say what one gets; POST sends it. Only soon after one's password was asked for."""
    if request.method != "POST":
        return render(request, "accounts/export.html")
    if not may_try(request, "export"):
        return too_many(request)
    user = request.user
    audit.record("user.exported", by=user.id, tenant_id=None, target=user.email)
    response = StreamingHttpResponse(zipped(_files(user)), content_type="application/zip")
    day = timezone.now().date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="inkstead-{day}.zip"'
    response["X-Accel-Buffering"] = "no"
    return response


def _files(user: User) -> Iterator[File]:
    facts = {"form": FORM, "made_at": timezone.now(), **all_facts(user)}
    text = json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    yield File("account.json", [text.encode()])
    yield from all_files(user)
