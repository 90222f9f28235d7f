"""What is to be done to the posts that were chosen in the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.actions.many.verbs import RULES, Verb
from blog.actions.names import LONG_AGO, MAX_NAME_CHARS, TAG_SEPARATORS
from blog.models import Category
from blog.models.visibility import Visibility
from blog.studio.forms.fields import LineField, MomentField
from tenants.models import Membership

type Choice = tuple[str, Any]
type Pick = tuple[int, int]

MOST_PICKED = 100  # a page of the list has fewer
TAGGING = {Verb.TAG, Verb.UNTAG}
LABELS = {
    Verb.PUBLISH: gettext_lazy("Publish now"),
    Verb.UNPUBLISH: gettext_lazy("Take back from readers"),
    Verb.TRASH: gettext_lazy("Move to trash"),
    Verb.RESTORE: gettext_lazy("Restore"),
    Verb.TAG: gettext_lazy("Add a tag…"),
    Verb.UNTAG: gettext_lazy("Remove a tag…"),
}


def offered(membership: Membership, *, in_trash: bool) -> list[Choice]:
    """What this person may do to many posts, as grouped choices; a value stands after a colon."""
    verbs = [Verb.RESTORE] if in_trash else [Verb.PUBLISH, Verb.UNPUBLISH, Verb.TRASH]
    plain = [verb for verb in verbs if membership.may(RULES[verb].right)]
    choices: list[Choice] = [(verb.value, LABELS[verb]) for verb in plain]
    if in_trash:
        return choices
    rows = Category.objects.values_list("pk", "name")
    filed = [
        (f"{Verb.CATEGORY}:", _("No category")),
        *((f"{Verb.CATEGORY}:{k}", n) for k, n in rows),
    ]
    shown = [(f"{Verb.VISIBILITY}:{key}", label) for key, label in Visibility.choices]
    return [
        *choices,
        *((verb.value, LABELS[verb]) for verb in (Verb.TAG, Verb.UNTAG)),
        (_("Category"), filed),
        (_("For whom"), shown),
    ]


def grouped(choices: list[Choice]) -> list[tuple[str, list[Choice]]]:
    """`choices` with a name for each group; what stands in none comes first, under ""."""
    plain = [(key, said) for key, said in choices if not isinstance(said, list)]
    groups = [(str(label), said) for label, said in choices if isinstance(said, list)]
    return [("", plain), *groups] if plain else groups


class ManyForm(forms.Form):
    """`do` and what it is done to: `picked` posts (`id-version`), or `all` that `query` finds.

    `seen` is when the page was made that asks: what was changed since is left. `sure` is sent by
    the page that asks, and `tag` is typed there.
    """

    do = forms.ChoiceField(
        label=gettext_lazy("With those chosen"),
        error_messages={
            "required": gettext_lazy("Choose what is to be done."),
            "invalid_choice": gettext_lazy("Choose what is to be done from the list."),
        },
    )
    all = forms.BooleanField(required=False)
    sure = forms.BooleanField(required=False)
    seen = MomentField()
    query = forms.CharField(required=False, max_length=2_000)
    tag = LineField(
        label=gettext_lazy("Tag"),
        max_length=MAX_NAME_CHARS,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict, *, membership: Membership, in_trash: bool) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["do"].choices = offered(membership, in_trash=in_trash)
        self.picked = list(_picks(data.getlist("picked")))

    @property
    def verb(self) -> Verb:
        """What is to be done."""
        return Verb(self.cleaned_data["do"].partition(":")[0])

    @property
    def value(self) -> str:
        """What was chosen with it: a category's number, a tag's name, whom it is for."""
        if self.verb in TAGGING:
            return str(self.cleaned_data["tag"])
        return str(self.cleaned_data["do"].partition(":")[2])

    @property
    def asks_first(self) -> bool:
        """Whether a page has to ask before it is done: for a tag, or about all there are."""
        return not self.cleaned_data["sure"] and (self.cleaned_data["all"] or self.verb in TAGGING)

    @property
    def seen_at(self) -> datetime:
        """When the page was made; long ago where nothing sensible says so, and all is left."""
        seen: datetime | None = self.cleaned_data["seen"]
        return seen or LONG_AGO

    def clean(self) -> None:
        data = self.cleaned_data
        if "do" not in data:
            return
        if not data["all"] and not self.picked:
            self.add_error(None, _("Choose some posts first."))
        if self.verb in TAGGING and data["sure"] and "tag" not in self.errors:
            self._check_tag(data["tag"])

    def _check_tag(self, name: str) -> None:
        if not name:
            self.add_error("tag", ValidationError(_("Which tag?"), code="required"))
        elif TAG_SEPARATORS.search(name):
            self.add_error(
                "tag", ValidationError(_("One tag at a time, without a comma."), code="separator")
            )


def _picks(values: list[str]) -> Iterator[Pick]:
    """Those of `values` that are `id-version`, each post once; what is none was never offered."""
    found: dict[int, int] = {}
    for value in values[:MOST_PICKED]:
        pk, _dash, version = value.partition("-")
        if all(part.isascii() and part.isdigit() and len(part) < 18 for part in (pk, version)):
            found[int(pk)] = int(version)
    yield from found.items()
