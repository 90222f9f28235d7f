"""The blog's settings."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blog.actions.save_settings import save_settings
from blog.models import Blog
from blog.studio import notes
from blog.studio.forms.settings import SettingsForm
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May


@studio_view(May.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: MemberRequest) -> HttpResponse:
    """Name, description, language, time zone."""
    blog = Blog.objects.current()
    form = SettingsForm(request.POST if request.method == "POST" else None, blog=blog)
    if not form.is_valid():
        return studio_page(request, "settings", room="settings", blog=blog, form=form)
    save_settings(blog, by=request.user, **form.cleaned_data)
    notes.say(request, _("Saved."))
    return redirect("studio:settings")
