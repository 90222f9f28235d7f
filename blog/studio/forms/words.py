"""What the editor sends by itself while somebody writes: JSON, read as strictly as the form."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from blog.actions.inputs import PostInput, Words
from blog.actions.names import names_in, names_now, number_now
from blog.studio.forms.fields import LineField, MomentField, SourceField
from kit.text import UnprintableText, clean_line

# The fields of the editor whose values are kept as they were typed, until they are saved.
SETTINGS = (
    "slug", "category", "new_category", "tags", "author", "language", "publish_at", "publish_fold",
    "visibility", "canonical", "shared_words", "shared_picture",
)  # fmt: skip
MAX_SETTING_CHARS = 2_000
PAGE = "page"  # kept with them: which open page of the editor it came from,
OPENED = "opened"  # and since when that is open


class WordsForm(forms.Form):
    """`title`, `content`, `excerpt`, `version`, `begun_as`, `opened`, and `settings`, an object
    of strings.

    Of the settings that is left out which could not be kept: the form asks for it again.
    """

    title = LineField(max_length=200)
    content = SourceField()
    excerpt = LineField(max_length=400)
    version = forms.IntegerField(required=False, min_value=0)
    begun_as = forms.UUIDField(required=False)
    opened = MomentField()

    def __init__(self, body: bytes) -> None:
        sent = _object(body)
        self._settings = _settings(sent.get("settings"))
        super().__init__({name: sent[name] for name in self.base_fields if name in sent})

    @property
    def sentence(self) -> str:
        """Why it cannot be kept, for the person who typed it."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)

    @property
    def version_opened(self) -> int:
        """0, which no post has, where none was named."""
        return self.cleaned_data["version"] or 0

    @property
    def begun(self) -> UUID | None:
        """What the editor calls a post that has no number yet."""
        name: UUID | None = self.cleaned_data["begun_as"]
        return name

    def clean(self) -> None:
        data = self.cleaned_data
        if not self.errors and not (data["title"] or data["content"].strip() or data["excerpt"]):
            self.add_error(None, _("Write something first: a title, or a line of text."))

    @property
    def has_settings(self) -> bool:
        """Whether anything beside the words was typed or chosen."""
        return any(self._settings.values())

    def to_words(self) -> Words:
        """What keep_words takes."""
        data = self.cleaned_data
        of_page = {PAGE: str(self.begun)} if self.begun else {}
        return Words(
            title=data["title"],
            content=data["content"],
            excerpt=data["excerpt"],
            settings=self._settings | of_page | since(data["opened"]),
        )

    def to_input(self) -> PostInput:
        """What create_post takes: the words alone."""
        data = self.cleaned_data
        return PostInput(title=data["title"], content=data["content"], excerpt=data["excerpt"])


def since(opened: datetime | None) -> dict[str, str]:
    """What is kept with settings that were typed on a page that was `opened` then."""
    return {OPENED: opened.isoformat()} if opened else {}


def as_called_now(kept: dict[str, str]) -> dict[str, str]:
    """Settings as they were kept, with what tags and the category became since they were typed."""
    now = dict(kept)
    names = names_in(kept.get("tags", ""))
    called = names_now(names, MomentField().clean(kept.get(OPENED)))
    if called != names:
        now["tags"] = ", ".join(called)
    if kept.get("category"):
        now["category"] = str(number_now(kept["category"]))
    return now


def _object(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return sent if isinstance(sent, dict) else {}


def _settings(sent: object) -> dict[str, str]:
    """What was typed into the fields of that name, as far as it can be kept."""
    if not isinstance(sent, dict):
        return {}
    kept = {}
    for name in SETTINGS:
        value = sent.get(name)
        if isinstance(value, str) and len(value) <= MAX_SETTING_CHARS:
            try:
                kept[name] = clean_line(value)
            except UnprintableText:
                continue
    return kept
