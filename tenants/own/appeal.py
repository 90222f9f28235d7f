"""What was decided about a blog, for its owner: on what grounds, and a box to object in, once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kit.text import UnprintableText, clean_text
from tenants.access import signed_in_view
from tenants.actions.appeal import appeal
from tenants.actions.change import Refused
from tenants.http import SignedInRequest
from tenants.models import Membership
from tenants.roles import Role
from tenants.watch.decisions import MAX_APPEAL, Decision


class AppealForm(forms.Form):
    """Why the owner sees it otherwise."""

    text = forms.CharField(
        label=gettext_lazy("Why you see it otherwise"),
        max_length=MAX_APPEAL,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Say why, so that somebody can weigh it.")},
    )

    def clean_text(self) -> str:
        try:
            return clean_text(self.cleaned_data["text"])
        except UnprintableText:
            raise ValidationError(_("There is a character in it that cannot be shown.")) from None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_view
def blog_decision(request: SignedInRequest, tenant_id: UUID, decision_id: UUID) -> HttpResponse:
    """The statement of reasons; a POST is the objection."""
    decision = _owned(request, tenant_id, decision_id)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _appeal(decision, request, form):
        messages.success(request, _("It is on its way. A letter tells you the answer."))
        return redirect("blog_decision", tenant_id, decision_id)
    context: dict[str, Any] = {"decision": decision, "tenant": decision.tenant, "form": form}
    status = 422 if form.errors else 200
    return render(request, "tenants/decision.html", context, status=status)


def _appeal(decision: Decision, request: SignedInRequest, form: AppealForm) -> bool:
    try:
        appeal(decision, by=request.user, text=form.cleaned_data["text"])
    except Refused as error:
        form.add_error(None, str(error))
        return False
    return True


def _owned(request: SignedInRequest, tenant_id: UUID, decision_id: UUID) -> Decision:
    """Of a blog of this person's own, whatever state it is in; everything else is not there."""
    mine = Membership.objects.filter(user=request.user, role=Role.OWNER, tenant_id=tenant_id)
    get_object_or_404(mine)
    known = Decision.objects.select_related("tenant").filter(tenant_id=tenant_id)
    return get_object_or_404(known, pk=decision_id)
