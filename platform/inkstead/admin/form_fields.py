"""What several of the admin's forms ask for in the same way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.text import UnprintableText, clean_line
from tenants.models import Domain, Tenant

type Attributes = dict[str, Any]


class LineField(forms.CharField):
    """A line of text that any page can show. `rows`: typed into a larger box, and one line still.

    `attrs` are more attributes of the box.
    """

    def __init__(
        self, *, rows: int = 0, attrs: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        more = {"class": "input", **(attrs or {})}
        widget = forms.Textarea({**more, "rows": rows}) if rows else forms.TextInput(more)
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        return as_line(super().to_python(value) or "")


class NumberField(forms.IntegerField):
    """A whole number."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"})
        super().__init__(widget=widget, **kwargs)


class AddressField(forms.CharField):
    """An address as somebody types it."""

    def __init__(self, *, attrs: Attributes | None = None, **kwargs: Any) -> None:
        more = {"class": "input", "autocapitalize": "none", **(attrs or {})}
        super().__init__(max_length=253, widget=forms.TextInput(attrs=more), **kwargs)


class BlogField(AddressField):
    """One of our blogs, by any of its addresses; the value is the blog, None for nothing typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Address of the blog"), "required": False, **kwargs}
        super().__init__(attrs={"dir": "ltr"}, **kwargs)

    def clean(self, value: Any) -> Tenant | None:
        typed = str(super().clean(value)).strip().lower()
        if not typed:
            return None
        found = Domain.objects.answering().filter(domain=typed).select_related("tenant").first()
        if found is None:
            raise forms.ValidationError(_("None of our blogs is at this address."))
        tenant: Tenant = found.tenant
        return tenant


def as_line(text: str) -> str:
    """`text` as one line; raises ValidationError for what no page can show."""
    try:
        return clean_line(text)
    except UnprintableText:
        raise forms.ValidationError(_("There is a character in it that cannot be shown.")) from None
