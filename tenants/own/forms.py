"""What an owner types before a blog goes into the trash."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tenants.models import Tenant


class DeleteForm(forms.Form):
    """The blog's name, as a sign that it is meant."""

    name = forms.CharField(
        label=_("Type the blog’s name"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the name, so that it is no slip.")},
    )

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tenant = tenant

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name.strip().casefold() != self.tenant.name.strip().casefold():
            raise ValidationError(
                _("The blog is called “%(name)s”."), code="name", params={"name": self.tenant.name}
            )
        return name
