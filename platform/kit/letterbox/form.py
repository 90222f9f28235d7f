"""The form itself, for readers of any blog and for visitors of the platform."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.letterbox.letter import (
    MAX_EMAIL_CHARS,
    MAX_NAME_CHARS,
    MAX_TEXT_CHARS,
    Letter,
    holds_hidden,
    looks_like_spam,
)
from kit.letterbox.stamp import Age, age_of, new_stamp
from kit.text import UnprintableText, clean_line, clean_text

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class PlainField(forms.CharField):
    """Words that can be shown and kept; what cannot is taken out of the form and named."""

    one_line = False

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        try:
            return clean_line(text) if self.one_line else clean_text(text).strip()
        except UnprintableText as error:
            raise ValidationError(
                _(
                    "It held a character that cannot be shown or kept (%(code)s). It is taken out"
                    " below: look it over, then send once more."
                ),
                code="unprintable",
                params={"code": error.codepoint},
            ) from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        shown = super().bound_data(data, initial)
        return UNPRINTABLE.sub("", shown) if isinstance(shown, str) else shown


class LineField(PlainField):
    """One line of them."""

    one_line = True


class LetterForm(forms.Form):
    """A message to `place`. `stamp` says when the form was shown; `website` traps robots."""

    name = LineField(
        label=gettext_lazy("Your name"),
        max_length=MAX_NAME_CHARS,
        error_messages={"required": gettext_lazy("Say who you are.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        max_length=MAX_EMAIL_CHARS,
        help_text=gettext_lazy("The answer comes here. It is shown to nobody else."),
        error_messages={
            "required": gettext_lazy("Without an e-mail there can be no answer."),
            "invalid": gettext_lazy("This does not look like an e-mail address."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    text = PlainField(
        label=gettext_lazy("Message"),
        max_length=MAX_TEXT_CHARS,
        error_messages={"required": gettext_lazy("Write a message first.")},
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, place: str) -> None:
        self.place, self.sent = place, data or QueryDict()
        super().__init__(data, initial={"stamp": new_stamp(place)})

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if holds_hidden(email):
            raise ValidationError(_("This does not look like an e-mail address."), code="invalid")
        return email

    def clean(self) -> None:
        """Ask again, with every word kept, where the stamp is too young or too old."""
        match age_of(self.sent.get("stamp", ""), self.place):
            case Age.TOO_FAST if not self.errors:
                self.add_error(None, _("That was quicker than anybody types. Send it once more."))
            case Age.TOO_OLD:
                self._stamp_anew()
                self.add_error(
                    None,
                    _("This page was open for long. Your words are below: send them once more."),
                )

    def refuse(self, sentence: str) -> None:
        """Do not take the message, and say why; its words stay in the form."""
        self.add_error(None, sentence)

    def _stamp_anew(self) -> None:
        data = self.sent.copy()
        data["stamp"] = new_stamp(self.place)
        self.data = data

    def to_letter(self) -> Letter:
        """What was sent; the form is valid."""
        data = self.cleaned_data
        name, text = data["name"], data["text"]
        spam = looks_like_spam(name=name, text=text, trap=data["website"])
        return Letter(name=name, email=data["email"], text=text, spam=spam)
