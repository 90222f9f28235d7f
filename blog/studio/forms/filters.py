"""What narrows the list of posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from blog.models import Author, Category
from blog.querysets import PostQuerySet
from blog.studio.forms.fields import LineField


class PostFilters(forms.Form):
    """Search, category and author from the address. What makes no sense narrows nothing."""

    q = LineField(
        label=gettext_lazy("Search titles and text"),
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    category = forms.ModelChoiceField(
        label=gettext_lazy("Category"),
        queryset=Category.objects.none(),
        required=False,
        empty_label=gettext_lazy("Any"),
    )
    author = forms.ModelChoiceField(
        label=gettext_lazy("Author"),
        queryset=Author.objects.none(),
        required=False,
        empty_label=gettext_lazy("Anyone"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["category"].queryset = Category.objects.all()
        fields["author"].queryset = Author.objects.all()
        self.full_clean()

    @property
    def active(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.cleaned_data.values())

    def narrow(self, posts: PostQuerySet) -> PostQuerySet:
        """Those of `posts` that are asked for, with what the list shows."""
        asked = {
            name: self.cleaned_data[name]
            for name in ("category", "author")
            if self.cleaned_data.get(name)
        }
        return posts.filter(**asked).matching(self.cleaned_data.get("q", "")).listed()


class WordsFilter(forms.Form):
    """Words to look for, from the address: its `q`. What makes no sense looks for nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full_clean()

    @property
    def words(self) -> str:
        """What is searched for."""
        return str(self.cleaned_data.get("q", ""))


class NameFilter(WordsFilter):
    """A part of a name."""

    q = LineField(
        label=gettext_lazy("Search names"),
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class FindForm(WordsFilter):
    """Whatever one wants to get to."""

    q = LineField(
        label=gettext_lazy("Find or do"),
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autofocus": True, "autocomplete": "off"}),
    )
