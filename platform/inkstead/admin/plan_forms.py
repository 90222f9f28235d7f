"""What a plan is, and which one a blog has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inkstead.admin.form_fields import LineField, NumberField
from inkstead.admin.forms import PersonForm, ReasonForm
from tenants.plans.models import MAX_NAME, Plan

MB = 1024 * 1024
MOST = 1_000_000_000  # of anything; also of megabytes


def _number(label: Any, *, least: int = 0, hint: Any = "") -> NumberField:
    return NumberField(label=label, help_text=hint, min_value=least, max_value=MOST, required=False)


class PlanForm(PersonForm):
    """A plan's name and numbers, and why; a field left empty is no limit."""

    name = LineField(
        label=_("Name"),
        max_length=MAX_NAME,
        error_messages={"required": _("Give it a name.")},
        help_text=_("The people of its blogs read it."),
        attrs={"autocomplete": "off"},
    )
    posts = _number(_("Published posts"), hint=_("Those that wait for their time are counted."))
    storage_mb = _number(_("Space for pictures, in MB"))
    people = _number(_("People on the team"), least=1, hint=_("The owner is one of them."))
    domains = _number(_("Domains of the owner’s own"))
    letters = _number(
        _("Letters a month"),
        hint=_("Invitations, and letters about messages. Letters of the platform are not counted."),
    )
    is_default = forms.BooleanField(label=_("New blogs begin with it"), required=False)
    field_order = (
        *("name", "posts", "storage_mb", "people", "domains", "letters"),
        *("is_default", "reason"),
    )

    @classmethod
    def showing(cls, plan: Plan) -> PlanForm:
        """The form with a plan as it is."""
        names = [name for name in cls.base_fields if name not in {"reason", "storage_mb"}]
        size = plan.storage_bytes
        shown = {name: getattr(plan, name) for name in names}
        return cls(initial=shown | {"storage_mb": None if size is None else size // MB})

    @property
    def fields_of_plan(self) -> dict[str, Any]:
        """What `save_plan` takes, the reason among it."""
        data = dict(self.cleaned_data)
        size = data.pop("storage_mb")
        return data | {"storage_bytes": None if size is None else size * MB}


class ChangePlanForm(ReasonForm):
    """Which of the plans."""

    plan = forms.ModelChoiceField(
        label=_("Plan"),
        queryset=Plan.objects.order_by("name"),
        empty_label=None,
        error_messages={"required": _("Choose a plan."), "invalid_choice": _("Choose a plan.")},
        widget=forms.RadioSelect,
    )
    field_order = ("plan", "reason")
