"""Forms for categories, tags and authors: a name, its address, a few words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from blog.actions.bylines import slugs_of_others
from blog.actions.names import MAX_NAME_CHARS, TAG_SEPARATORS
from blog.media.actions.add_picture import add_picture
from blog.media.storing import Stored, stored
from blog.models import Author, Category, Tag
from blog.studio.forms.fields import LineField, SlugField, WordsField
from blog.studio.forms.picture import PictureField
from blog.studio.forms.shared_picture import library


class NamedForm[M: (Category, Tag, Author)](forms.Form):
    """What all have. `row` is None for a new one."""

    model: ClassVar[Any]
    words: ClassVar[tuple[str, ...]] = ()  # the fields beside name and slug

    name = LineField(
        label=gettext_lazy("Name"),
        max_length=MAX_NAME_CHARS,
        required=True,
        error_messages={"required": gettext_lazy("Give it a name.")},
    )
    slug = SlugField(help_text=gettext_lazy("Left empty, it is made from the name."))

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        row: M | None,
    ) -> None:
        self.row: M | None = row
        names = ("name", "slug", *self.words)
        super().__init__(data, files, initial={name: getattr(row, name) for name in names if row})

    @property
    def _others(self) -> Any:
        return self.model.objects.exclude(pk=self.row.pk if self.row else None)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self._others.filter(name__iexact=name).exists():
            raise ValidationError(_("There is one of this name already."), code="taken")
        return name

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug and self._others.filter(slug=slug).exists():
            raise ValidationError(_("Another one has this address already."), code="taken")
        return slug


class CategoryForm(NamedForm[Category]):
    """What a post is about."""

    model = Category
    words = ("description",)

    description = LineField(
        label=gettext_lazy("Description"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Readers see it above the category’s posts, and search engines beside its address."
        ),
    )


class TagForm(NamedForm[Tag]):
    """A word that posts carry."""

    model = Tag

    def clean_name(self) -> str:
        name = super().clean_name()
        if TAG_SEPARATORS.search(name):
            raise ValidationError(
                _("A comma would make two tags of it. Write it without."), code="separator"
            )
        return name


class AuthorForm(NamedForm[Author]):
    """A byline, with a picture of the library or one that is sent along.

    One's `own` takes no address that leads to another's.
    """

    model = Author
    words = ("bio", "avatar")

    bio = WordsField(
        label=gettext_lazy("About"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Readers see it above the author’s posts, and below each of them."),
    )
    avatar = forms.ChoiceField(
        label=gettext_lazy("Picture"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a picture from the list.")},
    )
    picture = PictureField(
        label=gettext_lazy("Or add a new picture"),
        required=False,
        help_text=gettext_lazy("It is shown round, from its middle."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        row: Author | None,
        own: bool = False,
    ) -> None:
        super().__init__(data, files, row=row)
        self.own = own
        self.stored: list[Stored] = []
        fields: dict[str, Any] = self.fields
        fields["avatar"].choices = [("", _("None")), *library(row.avatar if row else "")]

    def clean_slug(self) -> str:
        slug = super().clean_slug()
        author = self.row or Author()
        if self.own and slug != author.slug and slug in slugs_of_others(author):
            raise ValidationError(
                _("This address leads to somebody else, who had it before."), code="taken"
            )
        return slug

    @contextmanager
    def picture_stored(self) -> Iterator[None]:
        """Before a block that saves: the picture that was sent is stored. Raises PlanFull."""
        taken = self.cleaned_data["picture"]
        with stored(*filter(None, [taken])) as self.stored:
            yield

    def to_save(self, *, by: User) -> dict[str, Any]:
        """What save_author takes; a picture that was stored is added first. Raises PlanFull."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "picture"}
        return data | ({"avatar": add_picture(*self.stored, by=by).key} if self.stored else {})
