"""Pictures: what is uploaded, what is said of them, what narrows their list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.media.models import MAX_ALT_CHARS, Picture
from blog.media.upload import ACCEPT, PictureRefused, Taken, take
from blog.studio.forms.fields import LineField

MOST_FILES = 20


class PicturesInput(forms.FileInput):
    """A chooser for several files."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"accept": ACCEPT, "multiple": True})


class PicturesField(forms.FileField):
    """Files that are pictures; the value is a list of Taken. One that is refused refuses all."""

    widget = PicturesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: list[UploadedFile[Any]] = list(data or [])
        if not files:
            raise ValidationError(_("Choose a picture first."), code="required")
        if len(files) > MOST_FILES:
            raise ValidationError(
                _("These are %(count)d files; send %(most)d at a time."),
                code="too_many",
                params={"count": len(files), "most": MOST_FILES},
            )
        taken, refused = _sorted(files)
        if refused:
            raise ValidationError(refused)
        return taken


class PictureField(forms.FileField):
    """One picture, or none where none is required; the value is Taken or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": ACCEPT}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Taken | None:
        if self.required and not data:
            raise ValidationError(_("Choose a picture first."), code="required")
        try:
            return take(data) if data else None
        except PictureRefused as error:
            raise ValidationError(str(error), code="refused") from None


class UploadForm(forms.Form):
    """One or more pictures."""

    pictures = PicturesField(label=gettext_lazy("Pictures"))

    @property
    def taken(self) -> list[Taken]:
        """What was sent and looks right."""
        taken: list[Taken] = self.cleaned_data["pictures"]
        return taken


class OnePictureForm(forms.Form):
    """One picture, for the editor's script."""

    picture = PictureField(required=True)

    @property
    def sentence(self) -> str:
        """Why it is refused."""
        return " ".join(map(str, self.errors.get("picture", [])))


class ReplaceForm(OnePictureForm):
    """Another file for a picture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picture"].label = _("Another file")


class PictureForm(forms.Form):
    """What a picture shows, and what stands below it."""

    alt = LineField(
        label=gettext_lazy("Alt text"),
        max_length=MAX_ALT_CHARS,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3, "dir": "auto"}),
        help_text=gettext_lazy(
            "What one would miss without seeing it, in a sentence. Screen readers say it; it also"
            " stands where a picture does not load."
        ),
    )
    decorative = forms.BooleanField(
        label=gettext_lazy("It is only decoration: there is nothing to say"), required=False
    )
    caption = LineField(
        label=gettext_lazy("Caption"),
        max_length=MAX_ALT_CHARS,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Stands below it wherever you put it from now on."),
    )

    def __init__(self, data: Any = None, *, picture: Picture, prefix: str | None = None) -> None:
        initial = {
            "alt": picture.alt, "decorative": picture.decorative, "caption": picture.caption,
        }  # fmt: skip
        self.picture = picture
        super().__init__(data, initial=initial, prefix=prefix)


class AltForm(PictureForm):
    """What one of several pictures shows; what is left empty stays as it is."""

    caption = None  # type: ignore[assignment]

    def __init__(self, data: Any = None, *, picture: Picture) -> None:
        super().__init__(data, picture=picture, prefix=picture.key)
        self.fields["alt"].help_text = ""
        self.fields["alt"].widget.attrs["rows"] = 2

    @property
    def says_something(self) -> bool:
        """Whether anything was filled in."""
        return bool(self.cleaned_data["alt"] or self.cleaned_data["decorative"])


class PictureFilters(forms.Form):
    """What is searched for, from the address."""

    q = LineField(
        label=gettext_lazy("Search names and alt texts"),
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full_clean()

    @property
    def words(self) -> str:
        """What is searched for; what makes no sense narrows nothing."""
        return str(self.cleaned_data.get("q", ""))

    @property
    def shelf(self) -> str:
        """Which pictures: all that are kept (""), `bare` ones without words, the `trash`."""
        status = self.data.get("status", "")
        return status if status in {"bare", "trash"} else ""


def _sorted(files: Iterable[UploadedFile[Any]]) -> tuple[list[Taken], list[ValidationError]]:
    taken, refused = [], []
    for file in files:
        try:
            taken.append(take(file))
        except PictureRefused as error:
            words = _("%(name)s: %(sentence)s") % {"name": file.name, "sentence": error}
            refused.append(ValidationError(words, code="refused"))
    return taken, refused
