"""What is asked before all about somebody is given out, or their account goes."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inkstead.admin.forms import PersonForm
from tenants.actions.change import Refused
from tenants.actions.close_account import WhyNot, live_blogs_of
from tenants.actions.close_person import WHY_NOT
from tenants.actions.erase_person import require_email
from tenants.models import Tenant


class ArchiveForm(PersonForm):
    """Why, and how it was known that it is them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "Who asked, and how you know that it is them: “Letter of 12 May, with the address of "
            "the blog, answered from the e-mail.” It is kept until the account is erased."
        )


class CloseForm(ArchiveForm):
    """The same, with the blogs that were shown to go, or that Undo names; without them all."""

    blogs = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.live = live_blogs_of(row)
        self.initial["blogs"] = ids_of(self.live)

    def clean_blogs(self) -> list[UUID] | None:
        if "blogs" not in self.data:
            return None
        seen = []
        for word in self.cleaned_data["blogs"].split():
            with suppress(ValueError):
                seen.append(UUID(word))
        sent = {name: self.data[name] for name in self.data}
        self.data = sent | {"blogs": self.initial["blogs"]}  # what is shown, should it be again
        return seen

    def clean(self) -> dict[str, Any] | None:
        """Say so when another blog is shown now, whatever else is wrong."""
        fields = super().clean()
        seen = self.cleaned_data.get("blogs")
        if seen is not None and not {tenant.pk for tenant in self.live} <= set(seen):
            self.add_error(None, str(WHY_NOT[WhyNot.CHANGED]))
        return fields


def ids_of(blogs: Iterable[Tenant]) -> str:
    """As the form for closing sends and reads them."""
    return " ".join(str(tenant.pk) for tenant in blogs)


class EraseForm(PersonForm):
    """The e-mail typed, as a sign that it is meant."""

    email = forms.CharField(
        label=_("Type their e-mail"),
        max_length=254,
        error_messages={"required": _("Type an e-mail.")},
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    field_order = ("email", "reason")

    def __init__(self, *args: Any, row: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.fields["reason"].help_text = _(
            "Who asked, and how you know that it is them. It is kept for good, when they are gone: "
            "leave their name and e-mail out."
        )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        try:
            require_email(self.row, email)
        except Refused as error:
            raise forms.ValidationError(str(error)) from None
        return email
