"""Why an action said no. `str(error)` is a sentence for the person who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from blog.models import Page, Post


class ActionRefused(Exception):
    """The rules forbid this; nothing was written."""


class NotPublishable(ActionRefused):
    """The post is not ready for readers."""


class TagsRefused(ActionRefused):
    """Too many tags, or one that is too long or says nothing."""


class NameRefused(ActionRefused):
    """A name is empty or too long."""


class EditConflict(ActionRefused):
    """Somebody saved in between; `current` is what is stored now."""

    def __init__(self, current: Post | Page) -> None:
        super().__init__(_("This text was changed elsewhere after you opened it."))
        self.current = current
