"""The editor's form for a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.actions.inputs import PageInput
from blog.actions.page_slugs import RESERVED
from blog.models import Page
from blog.studio.forms.editor import EditorForm, TextArea, TitleArea
from blog.studio.forms.fields import LineField, SlugField, SourceField

LAST_POSITION = 9_999
SHOWN = {True: "in", False: "out"}


class PageForm(EditorForm):
    """A page as one types it. It is public as soon as it is saved."""

    title = LineField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=True,
        error_messages={"required": gettext_lazy("A page needs a title.")},
        widget=TitleArea,
    )
    content = SourceField(label=gettext_lazy("Text"), widget=TextArea)
    slug = SlugField()
    in_navigation = forms.BooleanField(
        label=gettext_lazy("Show it in the blog’s navigation"), required=False, initial=True
    )
    position = forms.IntegerField(
        label=gettext_lazy("Place in the navigation"),
        required=False,
        min_value=0,
        max_value=LAST_POSITION,
        help_text=gettext_lazy("Smaller numbers come first."),
    )
    # As it was when this was opened: what nobody touched here stays as it is by now.
    stood = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        page: Page | None,
    ) -> None:
        self.page = page
        super().__init__(data, files, initial=self._initial())
        self.begin_at("title", new=page is None)

    def _initial(self) -> dict[str, Any]:
        names = ("title", "content", "slug", "in_navigation", "position", "version")
        page = self.page
        if page is None:
            return {}
        stood = _stood(shown=page.in_navigation, position=page.position)
        return {**{name: getattr(page, name) for name in names}, "stood": stood}

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED:
            raise ValidationError(_("The blog itself uses this address."), code="reserved")
        if slug and Page.objects.kept().slug_taken(slug, but=self.page.pk if self.page else None):
            raise ValidationError(_("Another page has this address already."), code="taken")
        return slug

    def to_input(self) -> PageInput:
        """What the actions take."""
        data = self.cleaned_data
        place: dict[str, Any] = {
            "in_navigation": data["in_navigation"],
            "position": data["position"] or 0,
        }
        for name in self._untouched:
            place[name] = None
        return PageInput(title=data["title"], content=data["content"], slug=data["slug"], **place)

    @property
    def not_compared(self) -> set[str]:
        return super().not_compared | self._untouched

    @property
    def _untouched(self) -> set[str]:
        """Which part of its place is what it was when the page was opened."""
        data = self.cleaned_data
        was_shown, _space, was_at = data.get("stood", "").partition(" ")
        same = {
            "in_navigation": SHOWN[bool(data.get("in_navigation"))] == was_shown,
            "position": str(data.get("position") or 0) == was_at,
        }
        return {name for name, is_same in same.items() if is_same}


def _stood(*, shown: bool, position: int) -> str:
    return f"{SHOWN[shown]} {position}"
