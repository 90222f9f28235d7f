"""What is wrong, and where."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.letterbox.form import LetterForm, LineField
from tenants.models import Domain, Tenant
from tenants.watch.reports import MAX_PATH, Category


class ReportForm(LetterForm):
    """A notice about a page. Who sends it may stay unnamed, but for a legal notice."""

    at = LineField(
        label=gettext_lazy("Address of the page"),
        max_length=MAX_PATH + 300,
        error_messages={"required": gettext_lazy("Copy the address of the page here.")},
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "autocapitalize": "none"}),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("What is wrong"),
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is wrong.")},
    )
    field_order = ("at", "category", "text", "name", "email")

    def __init__(self, data: QueryDict | None = None, *, place: str, at: str = "") -> None:
        self.tenant: Tenant | None = None
        super().__init__(data, place=place)
        self.initial["at"] = at
        self.fields["name"].required = self.fields["email"].required = False
        self.fields["text"].label = _("Say it in your words")
        text: Any = self.fields["text"]
        text.error_messages["required"] = _("Say what is wrong, so that somebody can look.")
        self.fields["email"].help_text = _("For questions. The writer of the blog never sees it.")

    def clean_at(self) -> str:
        """The path; `tenant` is whose."""
        typed = self.cleaned_data["at"]
        try:
            parts = urlsplit(typed if "//" in typed else f"//{typed}")
            host = (parts.hostname or "").lower()
        except ValueError:
            host = ""
        found = Domain.objects.answering().filter(domain=host).select_related("tenant").first()
        if found is None:
            raise ValidationError(_("None of our blogs is at this address. Copy it once more."))
        self.tenant = found.tenant
        query = f"?{parts.query}" if parts.query else ""
        return f"{parts.path or '/'}{query}"[:MAX_PATH]

    def clean(self) -> None:
        """A legal notice names its sender (Regulation (EU) 2022/2065, article 16)."""
        if self.cleaned_data.get("category") == Category.ILLEGAL:
            for name in ("name", "email"):
                if name in self.cleaned_data and not self.cleaned_data[name]:
                    self.add_error(name, _("A legal notice says who sends it."))
        super().clean()

    @property
    def is_trapped(self) -> bool:
        """Whether a robot filled in what people do not see."""
        return bool(self.cleaned_data["website"])

    def to_fields(self) -> dict[str, Any]:
        """What `keep_report` takes; the form is valid."""
        data = self.cleaned_data
        fields = {name: data[name] for name in ("category", "text", "name", "email")}
        return {"path": data["at"], **fields}
