"""The blog's look: theme, accent, light or dark."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.look.colours import read_colour
from blog.look.themes import THEMES, theme_named
from blog.models import Blog, KeptLook
from blog.studio.forms.fields import LineField


class ColourField(LineField):
    """`#rrggbb`, however it was written; empty when nothing was."""

    def tidy(self, text: str) -> str:
        text = super().tidy(text)
        try:
            return read_colour(text) if text else ""
        except ValueError:
            raise ValidationError(
                _("Write a colour as # and six digits or letters from a to f, such as #1f6b45."),
                code="colour",
            ) from None


def _colour_or(other: str, text: str) -> str:
    try:
        return read_colour(text)
    except ValueError:
        return other


class LookForm(forms.Form):
    """`accent` is written, or picked with `picked`; `shown` is what the picker began with.

    A picker always has a value. Where no script keeps the two fields alike, it counts once it was
    moved.
    """

    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of the themes."),
            "invalid_choice": gettext_lazy("Choose one of the themes."),
        },
    )
    accent = ColourField(
        label=gettext_lazy("Your own accent"),
        help_text=gettext_lazy(
            "The colour of links, buttons and quotations, such as #1f6b45. Leave it empty for the"
            " theme’s own."
        ),
    )
    picked = ColourField(
        label=gettext_lazy("Pick the accent"), widget=forms.TextInput(attrs={"type": "color"})
    )
    shown = ColourField(widget=forms.HiddenInput)
    scheme = forms.ChoiceField(
        label=gettext_lazy("Light or dark"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("", gettext_lazy("As each reader’s device has it")),
            ("light", gettext_lazy("Light")),
            ("dark", gettext_lazy("Dark")),
        ],
        error_messages={"invalid_choice": gettext_lazy("Choose light, dark or neither.")},
        help_text=gettext_lazy("What a page begins with. A reader can change it at its foot."),
    )

    def __init__(self, data: QueryDict | None = None, *, blog: Blog) -> None:
        begins = blog.accent or blog.look.light.accent
        if data is not None and "picked" not in data:  # an address with a choice says no more
            data = data.copy()
            data["picked"] = data["shown"] = _colour_or(begins, data.get("accent", ""))
        initial = {**blog.kept_look, "theme": blog.look.key, "picked": begins, "shown": begins}
        super().__init__(data, initial=initial)
        fields: dict[str, Any] = self.fields
        fields["theme"].choices = [(theme.key, theme.label) for theme in THEMES.values()]
        fields["accent"].widget.attrs |= {
            "autocapitalize": "none", "autocomplete": "off", "spellcheck": "false", "dir": "ltr",
            "maxlength": 32,
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        words = self.cleaned_data
        picked, shown = words.pop("picked", ""), words.pop("shown", "")
        if picked and picked != shown and "accent" in words:
            words["accent"] = picked
        return words

    @property
    def look(self) -> KeptLook:
        """What was chosen, of a valid form."""
        words = self.cleaned_data
        return {"theme": words["theme"], "accent": words["accent"], "scheme": words["scheme"]}

    @property
    def chosen_theme(self) -> str:
        """The key of the theme that the page shows as chosen."""
        return theme_named(str(self["theme"].value())).key
