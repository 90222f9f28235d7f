"""The blog's settings."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blog.actions.save_settings import save_settings
from blog.models import Blog
from blog.studio import notes
from blog.studio.forms.settings import SettingsForm
from blog.studio.on_platform import on_platform
from blog.studio.page import studio_page
from tenants.access import outside_tenant, studio_view
from tenants.actions.set_listing import set_listing
from tenants.db.scope import tenant_transaction
from tenants.http import MemberRequest
from tenants.models import Membership, Tenant
from tenants.roles import May, Role


@outside_tenant
@studio_view(May.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def settings(request: MemberRequest) -> HttpResponse:
    """Name, description, language, time zone, and whether the blog is in discover.

    The last is the platform's to keep. One public transaction holds the blog's, so that all of
    the form is saved or none.
    """
    tenant = Tenant.objects.get(pk=request.tenant.id)
    hindrance = _hindrance(tenant)
    with tenant_transaction(tenant):
        blog = Blog.objects.current()
        data = request.POST if request.method == "POST" else None
        form = SettingsForm(data, blog=blog, listed=tenant.listed, hindrance=hindrance)
        if not form.is_valid():
            whole = _as_a_whole(request.membership)
            return studio_page(request, "settings", room="settings", blog=blog, form=form, **whole)
        words = dict(form.cleaned_data)
        listed = words.pop("listed")
        save_settings(blog, by=request.user, **words)
    set_listing(tenant, by=request.user, listed=listed)
    notes.say(request, _("Saved."))
    return redirect("studio:settings")


def _as_a_whole(membership: Membership) -> dict[str, Any]:
    """Where the owner takes the blog along, hands it over or deletes it."""
    if membership.role != Role.OWNER:
        return {}
    pages = {"archive_url": "blog_archive", "transfer_url": "blog_transfer"}
    pages |= {"delete_url": "blog_delete"}
    return {word: on_platform(name, membership) for word, name in pages.items()}


def _hindrance(tenant: Tenant) -> str:
    """Why a blog that wishes to be in discover would not be; empty when it would."""
    if tenant.listing_refused:
        return _("The people who run this place keep this blog out of discover.")
    if not tenant.trusted:
        return _("It appears there once the people who run this place have looked at it.")
    if not Tenant.objects.with_confirmed_owner().filter(pk=tenant.pk).exists():
        return _("It appears there once its owner has confirmed their e-mail address.")
    return ""
