"""Domains of the owner's own. Kept in public, so outside of the blog's transaction."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.limits import may_try
from blog.studio import notes
from blog.studio.domains import domain_context
from blog.studio.forms.domain import DomainForm
from blog.studio.page import page_from_outside
from tenants.access import outside_tenant, studio_view
from tenants.actions.add_domain import add_domain
from tenants.actions.change import Refused
from tenants.actions.check_domain import check_domain
from tenants.actions.choose_domain import choose_domain
from tenants.actions.remove_domain import remove_domain, restore_domain
from tenants.http import MemberRequest
from tenants.models import Tenant
from tenants.roles import May


@outside_tenant
@studio_view(May.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def domain(request: MemberRequest) -> HttpResponse:
    """The domains, each with its records and how it stands; and a form for one more."""
    form = DomainForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        if may_try(request, "domain"):
            if _is_added(request, form):
                return redirect("studio:domain")
        else:
            form.add_error("domain", _("Too many tries. Wait five minutes, then try again."))
            status = 429
    context: dict[str, Any] = domain_context(request)
    return page_from_outside(
        request, "domain", room="settings", status=status, form=form, **context
    )


def _is_added(request: MemberRequest, form: DomainForm) -> bool:
    try:
        claim = add_domain(_tenant(request), by=request.user, domain=form.cleaned_data["domain"])
    except Refused as error:
        form.add_error("domain", str(error))
        return False
    words = {"domain": claim.name}
    notes.say(request, _("%(domain)s is in your list. Now set its records.") % words)
    return True


@outside_tenant
@studio_view(May.CONFIGURE)
@require_POST
def domain_check(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """Have the worker look now; the page tells once it has."""
    try:
        check_domain(_tenant(request), claim_id, by=request.user)
    except Refused as error:
        notes.fail(request, str(error))
    return redirect("studio:domain")


@outside_tenant
@studio_view(May.CONFIGURE)
@require_POST
def domain_main(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """Lead readers to this one; the note has the way back."""
    tenant = _tenant(request)
    try:
        before = choose_domain(tenant, claim_id, by=request.user)
    except Refused as error:
        notes.fail(request, str(error))
        return redirect("studio:domain")
    sentence = _("Readers are led there from now on.")
    if before is None or before == claim_id:
        notes.say(request, sentence)
    else:
        undo = reverse("studio:domain_main", args=[before])
        notes.say_undoable(request, sentence, undo)
    return redirect("studio:domain")


@outside_tenant
@studio_view(May.CONFIGURE)
@require_POST
def domain_remove(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """Take it off the list; the note has the way back."""
    try:
        claim = remove_domain(_tenant(request), claim_id, by=request.user)
    except Refused as error:
        notes.fail(request, str(error))
    else:
        undo = reverse("studio:domain_restore", args=[claim.pk])
        sentence = _("%(domain)s is removed.") % {"domain": claim.name}
        notes.say_undoable(request, sentence, undo)
    return redirect("studio:domain")


@outside_tenant
@studio_view(May.CONFIGURE)
@require_POST
def domain_restore(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """Have it back, with the records it had."""
    try:
        claim = restore_domain(_tenant(request), claim_id, by=request.user)
    except Refused as error:
        notes.fail(request, str(error))
    else:
        notes.say(request, _("%(domain)s is back.") % {"domain": claim.name})
    return redirect("studio:domain")


def _tenant(request: MemberRequest) -> Tenant:
    tenant: Tenant = Tenant.objects.get(pk=request.tenant.id)
    return tenant
