"""What a deed asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from inkstead.admin.form_fields import AddressField
from tenants.actions.change import MAX_REASON, Refused, checked_reason
from tenants.actions.decisions import AGAIN
from tenants.actions.hand_over import LEAVES
from tenants.actions.rename_tenant import MAX_NAME
from tenants.archive.models import Backup
from tenants.roles import GIVEN, Role
from tenants.watch.decisions import Decision, Ground

NO_ADDRESS = _("Type an address.")


class ReasonForm(forms.Form):
    """Why: kept in the audit for good."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_REASON,
        error_messages={"required": _("Say why.")},
        help_text=_("It is kept for good, and the people of the blog may read it."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )

    def clean_reason(self) -> str:
        try:
            return checked_reason(self.cleaned_data["reason"])
        except Refused as error:
            raise forms.ValidationError(str(error)) from None

    @property
    def extra(self) -> dict[str, Any]:
        """What the deed wants beside the reason."""
        return {k: v for k, v in self.cleaned_data.items() if k != "reason"}


class GroundForm(ReasonForm):
    """Why in words of the admin's own, and on which of the known grounds."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=Ground.choices,
        initial=Ground.RULES,
        required=False,
        help_text=_("The owner reads it in the letter, and can object once."),
        widget=forms.Select(attrs={"class": "input"}),
    )
    field_order = ("ground", "reason")


class MeasureForm(GroundForm):
    """The same; or as Undo sends it: no ground, but the decisions that ended and stand again."""

    ended = forms.ModelMultipleChoiceField(
        queryset=Decision.objects.all(), required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("ground") == AGAIN:
            self.fields["ground"] = forms.CharField(widget=forms.HiddenInput)
        else:
            del self.fields["ended"]


class PersonForm(ReasonForm):
    """The same for an account, whose reason no blog's people read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("It is kept for good.")


class LetterForm(ReasonForm):
    """The same where the reason goes into a letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("The letter has it, and it is kept for good.")


class RenameForm(ReasonForm):
    """A name, an address, or both; what is left as it is does not change."""

    name = forms.CharField(
        label=_("Name"),
        max_length=MAX_NAME,
        error_messages={"required": _("Give it a name.")},
        widget=forms.TextInput(attrs={"class": "input"}),
    )
    address = AddressField(label=_("Address"), error_messages={"required": NO_ADDRESS})
    field_order = ("name", "address", "reason")


class HandOverForm(ReasonForm):
    """To whom, and what becomes of the owner until now."""

    email = forms.EmailField(
        label=_("E-mail of the new owner"),
        max_length=254,
        error_messages={"required": _("Type an e-mail.")},
        help_text=_("Of an account that is open; it need not be on the team."),
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    stays_as = forms.ChoiceField(
        label=_("The owner until now becomes"),
        required=False,
        initial=Role.ADMIN,
        choices=[
            *((role, Role(role).label) for role in GIVEN),
            (LEAVES, _("nobody here: they leave the team")),
        ],
        widget=forms.Select(attrs={"class": "input"}),
    )
    field_order = ("email", "stays_as", "reason")


class BackupForm(ReasonForm):
    """Which of the blog's backups."""

    backup = forms.ModelChoiceField(
        label=_("Backup"),
        queryset=Backup.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose a backup.")},
        widget=forms.RadioSelect,
    )
    field_order = ("backup", "reason")

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["backup"]
        field.queryset = Backup.objects.filter(tenant=row).order_by("-made_at")
        field.label_from_instance = _backup_words
        if not field.queryset.exists():
            field.help_text = _("There is no backup of this blog yet: back it up first.")


class CloneForm(ReasonForm):
    """Where the copy is to be, and what it is called."""

    address = AddressField(label=_("Address"), error_messages={"required": NO_ADDRESS})
    name = forms.CharField(
        label=_("Name"),
        max_length=MAX_NAME,
        required=False,
        help_text=_("Without one it is called the same."),
        widget=forms.TextInput(attrs={"class": "input"}),
    )
    field_order = ("address", "name", "reason")


class PurgeForm(ReasonForm):
    """The address typed, as a sign that it is meant."""

    address = AddressField(
        label=_("Type the blog’s address"),
        error_messages={"required": NO_ADDRESS},
        attrs={"autocomplete": "off"},
    )
    field_order = ("address", "reason")


def _backup_words(backup: Backup) -> str:
    made = formats.date_format(timezone.localtime(backup.made_at), "DATETIME_FORMAT")
    return f"{made} · {filesizeformat(backup.size)} · {backup.get_kind_display()}"
