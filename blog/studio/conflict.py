"""What is shown when somebody saved in between: both versions, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from blog.models import Page, Post
from blog.studio.diff import Part, compare
from blog.studio.forms.editor import EditorForm
from blog.studio.forms.page import PageForm
from blog.studio.forms.post import PostForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field other than the text that is not the same in both."""

    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Two versions of one text. `version` and `saved_at` are of what is stored now."""

    version: int
    saved_at: datetime
    text: str
    mine: list[Part]
    theirs: list[Part]
    differences: list[Difference]


def post_twins(form: PostForm, current: Post | Page) -> Twins:
    """What was typed into `form`, beside the stored post."""
    return _twins(form, form.beside(Post.objects.get(pk=current.pk)), current)


def page_twins(form: PageForm, current: Post | Page) -> Twins:
    """What was typed into `form`, beside the stored page."""
    return _twins(form, PageForm(page=Page.objects.get(pk=current.pk)), current)


def _twins(form: EditorForm, stored: EditorForm, current: Post | Page) -> Twins:
    text = str(stored["content"].value())  # which may be ahead of the row
    mine, theirs = compare(form.cleaned_data["content"], text)
    names = [name for name in form.fields if name not in form.not_compared]
    found = [_difference(form, stored, name) for name in names]
    return Twins(
        version=current.version,
        saved_at=current.updated_at,
        text=text,
        mine=mine,
        theirs=theirs,
        differences=[difference for difference in found if difference],
    )


def _difference(form: EditorForm, stored: EditorForm, name: str) -> Difference | None:
    mine, theirs = _shown(form, name), _shown(stored, name)
    if mine == theirs:
        return None
    return Difference(label=str(form[name].label), mine=mine, theirs=theirs)


def _shown(form: EditorForm, name: str) -> str:
    """The field's value as a person reads it: the name of a choice, not its key."""
    value: Any = form[name].value()
    choices = dict(getattr(form.fields[name], "choices", []))
    named = {str(key): str(label) for key, label in choices.items()}
    text = "" if value is None else str(value)
    return named.get(text, text).strip()
