"""Fields for words: what Postgres or a page cannot hold is refused with a sentence, never kept."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.actions.names import MAX_NAME_CHARS, MAX_TAGS, names_in, number_now
from blog.models.post import MAX_ADDRESS_CHARS
from blog.rendering import MAX_SOURCE_BYTES
from kit.slugs import MAX_SLUG_CHARS, slugify
from kit.text import UnprintableText, clean_line, clean_text

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class WordsField(forms.CharField):
    """Text of several lines, with `\\n` between them.

    What was refused is shown again without the characters that nobody can see, or delete.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        try:
            return self.tidy(super().to_python(value) or "")
        except UnprintableText as error:
            raise ValidationError(
                _(
                    "It held a character that cannot be shown or kept (%(code)s). It is taken out"
                    " below: look it over, then save once more."
                ),
                code="unprintable",
                params={"code": error.codepoint},
            ) from None

    def tidy(self, text: str) -> str:
        """The text as it will be kept. Raises UnprintableText, ValidationError."""
        return clean_text(text)

    def bound_data(self, data: Any, initial: Any) -> Any:
        shown = super().bound_data(data, initial)
        return UNPRINTABLE.sub("", shown) if isinstance(shown, str) else shown


class LineField(WordsField):
    """One line: runs of white space become one space."""

    def tidy(self, text: str) -> str:
        return clean_line(text)


class SourceField(WordsField):
    """Markdown, up to the size that is rendered. Its white space is the writer's."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def tidy(self, text: str) -> str:
        text = clean_text(text)
        size = len(text.encode())
        if size > MAX_SOURCE_BYTES:
            raise ValidationError(
                _("It is %(size)s long; one text may have %(most)s. Divide it in two."),
                code="too_long",
                params={"size": filesizeformat(size), "most": filesizeformat(MAX_SOURCE_BYTES)},
            )
        return text if text.strip() else ""


class SlugField(LineField):
    """The last part of an address: letters and digits of any script, with hyphens between."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Address"))
        super().__init__(max_length=MAX_SLUG_CHARS, **kwargs)
        self.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def tidy(self, text: str) -> str:
        text = clean_line(text)
        slug = slugify(text, fallback="")
        if text and not slug:
            raise ValidationError(_("An address needs letters or digits."), code="empty")
        if slug.startswith("-"):  # what slugify makes of a number
            raise ValidationError(
                _("Digits alone are kept for the numbers of posts. Add a word."), code="digits"
            )
        return slug


class AddressField(LineField):
    """A whole address on the web, `https://…` or `http://…`; empty when nothing was written."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAX_ADDRESS_CHARS)
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}

    def tidy(self, text: str) -> str:
        text = super().tidy(text)
        try:
            if text:
                URLValidator(schemes=["http", "https"])(text)
                if urlsplit(text).username is not None:
                    raise ValidationError("", code="invalid")
        except ValidationError:
            raise ValidationError(
                _("Write the whole address, such as https://example.org/where-it-was."),
                code="address",
            ) from None
        return text


GONE = gettext_lazy("That one is gone, or was never here. Choose another.")


class MomentField(forms.CharField):
    """When a page was made, sent back with it; None where nothing sensible came."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        try:
            moment = datetime.fromisoformat(str(value or ""))
        except ValueError:
            return None
        return moment if moment.tzinfo else None


class CategoryField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic at run time
    """One of the categories; one that was merged while the page was open is the other one."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:
            return super().to_python(number_now(str(value)))


class TagsField(WordsField):
    """Words with commas between; the value is a tuple of them."""

    widget = forms.TextInput

    def clean(self, value: Any) -> Any:
        return self._checked(tuple(dict.fromkeys(names_in(super().clean(value)))))

    def _checked(self, tags: tuple[str, ...]) -> tuple[str, ...]:
        if len(tags) > MAX_TAGS:
            raise ValidationError(
                _("A post carries %(most)s tags at most; these are %(number)s."),
                code="too_many",
                params={"most": MAX_TAGS, "number": len(tags)},
            )
        for tag in tags:
            if len(tag) > MAX_NAME_CHARS:
                raise ValidationError(
                    _("“%(tag)s…” is too long for a tag: %(most)s letters at most."),
                    code="long_tag",
                    params={"tag": tag[:20], "most": MAX_NAME_CHARS},
                )
        return tags
