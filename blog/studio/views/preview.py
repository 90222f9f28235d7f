"""The live preview beside the editor: Markdown in, the HTML that readers would get out."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blog.media.show import illustrated
from blog.rendering import SourceTooLarge, render_markdown
from kit.text import UnprintableText, clean_text
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.WRITE, writes=False)
@require_POST
def preview(request: MemberRequest) -> HttpResponse:
    """The rendered `content`, as a fragment; else a sentence, with 413 or 422."""
    try:
        html = render_markdown(clean_text(request.POST.get("content", ""))).html
    except SourceTooLarge:
        return _sentence(_("The text is too long for one post. Divide it in two."), 413)
    except UnprintableText:
        return _sentence(_("The text holds a character that cannot be shown."), 422)
    return HttpResponse(str(illustrated(html)))


def _sentence(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, "text/plain; charset=utf-8", status=status)
