"""What the editor's forms share: their fields may stand anywhere on the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy

FORM_ID = "post-form"


def typed_data(request: HttpRequest) -> QueryDict | None:
    """What was sent, or None; "Keep mine" saves over the version that it was shown beside."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    if "keep" in data:
        data["version"] = str(data["keep"])
    return data


class TitleArea(forms.Textarea):
    """The title, as large as it will be; it grows with its words."""

    def __init__(self) -> None:
        hint = gettext_lazy("Title")
        attrs = {"class": "heading", "rows": 1, "enterkeyhint": "next", "placeholder": hint}
        super().__init__(attrs | {"dir": "auto"})


class TextArea(forms.Textarea):
    """The text, in Markdown."""

    def __init__(self) -> None:
        hint = gettext_lazy("Write here")
        super().__init__({"class": "text", "rows": 16, "dir": "auto", "placeholder": hint})


class EditorForm(forms.Form):
    """A form whose fields name it, so that the bar and the side sheet belong to it too.

    `version` is the one the text had when it was opened; what is no number counts as 0, which
    conflicts with every post and so overwrites none.
    """

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["form"] = FORM_ID

    def begin_at(self, name: str, *, new: bool) -> None:
        """Put the cursor there on an empty page; elsewhere a person chooses, or reads an error."""
        if new and not self.is_bound:
            self.fields[name].widget.attrs["autofocus"] = True

    def clean_version(self) -> int:
        text = self.cleaned_data["version"]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
