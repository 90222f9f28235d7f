"""What a notice says, to whom, and how long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inkstead.admin.form_fields import BlogField, LineField, NumberField
from inkstead.admin.forms import PersonForm
from tenants.house.models import MAX_TEXT, Severity
from tenants.plans.models import Plan

ALL, PLAN, ONE = "all", "plan", "one"
MOST_DAYS = 90


class NoticeForm(PersonForm):
    """A few sentences; addresses in them become links."""

    text = LineField(
        label=gettext_lazy("What it says"),
        max_length=MAX_TEXT,
        help_text=gettext_lazy("A sentence or two. Addresses in it become links."),
        error_messages={"required": gettext_lazy("Say something.")},
        rows=3,
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=Severity.choices,
        initial=Severity.NEWS,
        widget=forms.RadioSelect,
    )
    to = forms.ChoiceField(
        label=gettext_lazy("Who reads it"),
        choices=[
            (ALL, gettext_lazy("The people of all blogs")),
            (PLAN, gettext_lazy("Those of blogs on a plan")),
            (ONE, gettext_lazy("Those of one blog")),
        ],
        initial=ALL,
        widget=forms.RadioSelect,
    )
    plan = forms.ModelChoiceField(
        label=gettext_lazy("Plan"),
        queryset=Plan.objects.order_by("name"),
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )
    address = BlogField()
    since = forms.DateTimeField(
        label=gettext_lazy("From"),
        required=False,
        help_text=gettext_lazy("Empty: from now on."),
        widget=forms.DateTimeInput(
            attrs={"class": "input", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
    )
    days = NumberField(
        label=gettext_lazy("For how many days"), min_value=1, max_value=MOST_DAYS, initial=7
    )
    by_mail = forms.BooleanField(
        label=gettext_lazy("By letter too"),
        help_text=gettext_lazy(
            "To each owner who confirmed the e-mail, once. What went out cannot be taken back."
        ),
        required=False,
    )
    field_order = (
        *("text", "severity", "to", "plan", "address", "since", "days", "by_mail", "reason"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("to") == PLAN and not data.get("plan"):
            self.add_error("plan", _("Choose a plan."))
        if data.get("to") != ONE:
            self.errors.pop("address", None)  # it is not asked for then
        elif "address" not in self.errors and not data.get("address"):
            self.add_error("address", _("None of our blogs is at this address."))
        return data

    def to_fields(self) -> dict[str, Any]:
        """What `make_notice` takes; the form is valid."""
        data = self.cleaned_data
        since = data["since"] or timezone.now()
        return {
            **{name: data[name] for name in ("reason", "text", "severity", "by_mail")},
            "plan": data["plan"] if data["to"] == PLAN else None,
            "tenant": data["address"] if data["to"] == ONE else None,
            "since": since,
            "until": since + timedelta(days=data["days"]),
        }
