"""Which other one a category or a tag is to become a part of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.actions.names import MAX_NAME_CHARS
from blog.models import Category, Tag
from blog.studio.forms.fields import GONE, LineField

OFFERED = 200  # tags that are suggested while one types: those that most posts have


class MergeCategoryForm(forms.Form):
    """One of the other categories."""

    into = forms.ModelChoiceField(
        label=gettext_lazy("Into"),
        queryset=Category.objects.none(),
        error_messages={
            "required": gettext_lazy("Choose the one that stays."),
            "invalid_choice": GONE,
        },
    )

    def __init__(self, data: QueryDict | None = None, *, row: Category) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["into"].queryset = Category.objects.exclude(pk=row.pk)


class MergeTagForm(forms.Form):
    """Another tag, by its name: there may be thousands."""

    into = LineField(
        label=gettext_lazy("Into"),
        max_length=MAX_NAME_CHARS,
        required=True,
        error_messages={"required": gettext_lazy("Write the name of the tag that stays.")},
        widget=forms.TextInput(attrs={"list": "others", "dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict | None = None, *, row: Tag, into: str = "") -> None:
        super().__init__(data, initial={"into": into})
        self.others = Tag.objects.exclude(pk=row.pk)

    def clean_into(self) -> Tag:
        tag = self.others.called(self.cleaned_data["into"])
        if tag is None:
            raise ValidationError(_("No other tag has this name."), code="nowhere")
        return tag

    @property
    def offered(self) -> list[str]:
        """Names to choose from."""
        return [tag.name for tag in self.others.most_used()[:OFFERED]]
