"""Where one can go in the studio, and what can be begun there: one table for the box that finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenants.roles import May

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from tenants.models import Membership


@dataclass(frozen=True, slots=True)
class Place:
    """A page, for those who have `right`. `first` stand there before anything is typed."""

    words: _StrPromise
    name: str
    right: May
    query: str = ""
    first: bool = False

    @property
    def url(self) -> str:
        """Its path."""
        return reverse(self.name) + self.query


PLACES = (
    Place(_("Create New Post"), "studio:post_new", May.WRITE, first=True),
    Place(_("New page"), "studio:page_new", May.EDIT_ALL, first=True),
    Place(_("Add pictures"), "studio:media", May.WRITE, first=True),
    Place(_("Read the blog"), "home", May.WRITE, first=True),
    Place(_("New category"), "studio:category_new", May.ORGANISE),
    Place(_("New author"), "studio:author_new", May.ORGANISE),
    Place(_("Invite somebody"), "studio:team", May.INVITE),
    Place(_("Lead an older address here"), "studio:moves", May.ORGANISE),
    Place(_("Posts"), "studio:posts", May.WRITE),
    Place(_("Drafts"), "studio:posts", May.WRITE, "?status=draft"),
    Place(_("Scheduled"), "studio:posts", May.WRITE, "?status=scheduled"),
    Place(_("Trash"), "studio:posts", May.WRITE, "?status=trash"),
    Place(_("Drafts handed in"), "studio:handed_in", May.EDIT_ALL),
    Place(_("Pages"), "studio:pages", May.EDIT_ALL),
    Place(_("Navigation"), "studio:navigation", May.EDIT_ALL),
    Place(_("Media"), "studio:media", May.WRITE),
    Place(_("Messages"), "studio:messages", May.ANSWER),
    Place(_("Categories"), "studio:categories", May.ORGANISE),
    Place(_("Tags"), "studio:tags", May.ORGANISE),
    Place(_("Authors"), "studio:authors", May.ORGANISE),
    Place(_("Your byline"), "studio:byline", May.WRITE),
    Place(_("Moves"), "studio:moves", May.ORGANISE),
    Place(_("Team"), "studio:team", May.WRITE),
    Place(_("Settings: name, language, time zone"), "studio:settings", May.CONFIGURE),
    Place(_("Settings: look, theme, colours"), "studio:look", May.CONFIGURE),
    Place(_("Settings: domain"), "studio:domain", May.CONFIGURE),
    Place(_("Settings: plan"), "studio:usage", May.CONFIGURE),
    Place(_("Settings: history"), "studio:history", May.CONFIGURE),
)


def places_for(membership: Membership, words: list[str]) -> list[Place]:
    """Those that `membership` may enter and that have all of `words`; for none the first."""
    mine = [place for place in PLACES if membership.may(place.right)]
    if not words:
        return [place for place in mine if place.first]
    return [place for place in mine if holds(str(place.words), words)]


def holds(said: str, words: list[str]) -> bool:
    """Whether each of `words` begins a word of `said`, whatever their case.

    Scripts that put no space between words have what was typed anywhere.
    """
    folded = said.casefold()
    parts = re.split(r"\W+", folded)
    return all(_begins(word.casefold(), parts, folded) for word in words)


def _begins(word: str, parts: list[str], folded: str) -> bool:
    return any(part.startswith(word) for part in parts) or (not word.isascii() and word in folded)
