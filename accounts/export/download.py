"""An export as the answer to a request: sent while it is made."""

from __future__ import annotations

from django.http import StreamingHttpResponse
from django.utils import timezone

from accounts.export.whole import export_of
from accounts.export.zipped import zipped
from accounts.models import User


def download_of(user: User) -> StreamingHttpResponse:
    """The zip with everything about `user`. It is kept nowhere."""
    response = StreamingHttpResponse(zipped(export_of(user)), content_type="application/zip")
    day = timezone.now().date().isoformat()
    name = f"inkstead-{day}-{user.pk.hex[:8]}.zip"  # whose it is, without an e-mail
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Accel-Buffering"] = "no"
    return response
