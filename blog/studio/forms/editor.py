"""What the editor's forms share: their fields may stand anywhere on the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy

from accounts.models import User
from blog.actions.inputs import PageInput, PostInput
from blog.media.actions.add_picture import add_picture
from blog.media.models import MAX_ALT_CHARS
from blog.media.storing import Stored, stored
from blog.studio.forms.fields import LineField
from blog.studio.forms.picture import PictureField

FORM_ID = "post-form"


def typed_data(request: HttpRequest) -> QueryDict | None:
    """What was sent, or None; "Keep mine" saves over the version that it was shown beside."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    if "keep" in data:
        data["version"] = str(data["keep"])
    return data


def sent_files(request: HttpRequest) -> MultiValueDict[str, UploadedFile[Any]] | None:
    """The files that were sent, or None where nothing was sent at all."""
    return request.FILES if request.method == "POST" else None


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
    # Without the script a picture comes with the words, and is put at their end.
    picture = PictureField(label=gettext_lazy("Picture"), required=False)
    picture_alt = LineField(
        label=gettext_lazy("What it shows"),
        max_length=MAX_ALT_CHARS,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, files, initial=initial)
        self.stored: list[Stored] = []
        for field in self.fields.values():
            field.widget.attrs["form"] = FORM_ID

    @property
    def not_compared(self) -> set[str]:
        """Fields of which no difference is told beside another version; the text shows its own."""
        return {"content"} | {field.name for field in self.hidden_fields()}

    def begin_at(self, name: str, *, new: bool) -> None:
        """Put the cursor there on an empty page; elsewhere a person chooses, or reads an error."""
        if new and not self.is_bound:
            self.fields[name].widget.attrs["autofocus"] = True

    @contextmanager
    def picture_stored(self) -> Iterator[None]:
        """Before a block that saves: the picture that was sent is stored. Raises PlanFull."""
        taken = self.cleaned_data["picture"]
        with stored(*filter(None, [taken])) as self.stored:
            yield

    def with_picture[T: (PostInput, PageInput)](self, words: T, *, by: User) -> T:
        """`words` with the picture that was stored at their end, if one was sent."""
        if not self.stored:
            return words
        picture = add_picture(*self.stored, by=by, alt=self.cleaned_data["picture_alt"])
        return replace(words, content=f"{words.content.rstrip()}\n\n{picture.markdown}\n".lstrip())

    def clean_version(self) -> int:
        text = self.cleaned_data["version"]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
