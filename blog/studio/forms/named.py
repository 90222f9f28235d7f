"""Forms for categories and authors: a name, its address, a few words."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.actions.names import MAX_NAME_CHARS
from blog.models import Author, Category
from blog.studio.forms.fields import LineField, SlugField, WordsField


class NamedForm[M: (Category, Author)](forms.Form):
    """What both have. `row` is None for a new one."""

    model: ClassVar[Any]
    words: ClassVar[str]  # the field beside name and slug

    name = LineField(
        label=gettext_lazy("Name"),
        max_length=MAX_NAME_CHARS,
        required=True,
        error_messages={"required": gettext_lazy("Give it a name.")},
    )
    slug = SlugField(help_text=gettext_lazy("Left empty, it is made from the name."))

    def __init__(self, data: QueryDict | None = None, *, row: M | None) -> None:
        self.row: M | None = row
        names = ("name", "slug", self.words)
        super().__init__(data, initial={name: getattr(row, name) for name in names if row})

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
    words = "description"

    description = LineField(
        label=gettext_lazy("Description"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Readers see it above the category’s posts."),
    )


class AuthorForm(NamedForm[Author]):
    """A byline."""

    model = Author
    words = "bio"

    bio = WordsField(
        label=gettext_lazy("About"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Readers see it above the author’s posts."),
    )
