"""Take a blog along, delete it, bring it back: for its owner, soon after giving the password."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenants.access import signed_in_view
from tenants.actions.change import Refused
from tenants.actions.own_blog import delete_own_blog, take_along, undelete_own_blog
from tenants.archive.models import Backup, Job, Kind, Verb
from tenants.archive.store import SUFFIX, has_store, store
from tenants.house.switches import is_on
from tenants.http import SignedInRequest
from tenants.models import Membership, State, Tenant
from tenants.own.forms import DeleteForm
from tenants.roles import Role

OPEN = [State.READY, State.SUSPENDED]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_view
@reauthentication_required  # type: ignore[untyped-decorator]
def blog_archive(request: SignedInRequest, tenant_id: UUID) -> HttpResponse:
    """The archives that are ready to be downloaded; POST asks for one as it is now."""
    tenant = _owned(request, tenant_id, OPEN)
    if request.method == "POST":
        try:
            take_along(tenant.pk, by=request.user)
        except Refused as error:
            messages.error(request, str(error))
        return redirect("blog_archive", tenant.pk)
    jobs = Job.objects.filter(tenant=tenant, verb=Verb.BACKUP, options__kind=Kind.OWNER)
    context = {
        "tenant": tenant,
        "job": jobs.order_by("-asked_at").first(),
        "backups": Backup.objects.filter(tenant=tenant, kind=Kind.OWNER).order_by("-made_at"),
        "has_store": has_store(),
        "is_off": not is_on("take_along", tenant.pk),
    }
    return render(request, "tenants/archive.html", context)


@never_cache
@require_safe
@signed_in_view
@reauthentication_required  # type: ignore[untyped-decorator]
def blog_download(request: SignedInRequest, tenant_id: UUID, backup_id: UUID) -> FileResponse:
    """The file itself, streamed."""
    tenant = _owned(request, tenant_id, OPEN)
    made = Backup.objects.filter(tenant=tenant, kind=Kind.OWNER)
    backup = get_object_or_404(made, pk=backup_id)
    label = str(tenant.domains.get(is_primary=True).domain).partition(".")[0]
    try:
        file = store().open(backup.path)
    except FileNotFoundError:
        raise Http404 from None
    name = f"{label}-{backup.made_at:%Y%m%d-%H%M%S}{SUFFIX}"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_view
@reauthentication_required  # type: ignore[untyped-decorator]
def blog_delete(request: SignedInRequest, tenant_id: UUID) -> HttpResponse:
    """Say what follows and have the name typed; then the blog is in the trash."""
    tenant = _owned(request, tenant_id, OPEN)
    form = DeleteForm(request.POST if request.method == "POST" else None, tenant=tenant)
    if form.is_valid():
        try:
            delete_own_blog(tenant.pk, by=request.user)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("“%(name)s” is in the trash.") % {"name": tenant.name})
            return redirect("your_blogs")
    context = {"tenant": tenant, "form": form, "days": settings.TRASH_DAYS}
    status = 422 if form.errors else 200
    return render(request, "tenants/delete.html", context, status=status)


@never_cache
@require_POST
@signed_in_view
def blog_undelete(request: SignedInRequest, tenant_id: UUID) -> HttpResponse:
    """Bring a blog back from the trash, as it was: one click, since it takes nothing away."""
    tenant = _owned(request, tenant_id, [State.DELETED])
    try:
        undelete_own_blog(tenant.pk, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("“%(name)s” is back.") % {"name": tenant.name})
    return redirect("your_blogs")


def _owned(request: SignedInRequest, tenant_id: UUID, states: list[State]) -> Tenant:
    mine = Membership.objects.filter(user=request.user, role=Role.OWNER, tenant__state__in=states)
    found: Tenant = get_object_or_404(mine.select_related("tenant"), tenant_id=tenant_id).tenant
    return found
