"""Whom a post that is out is for. What follows from it is written here, once.

A reader is a stranger or one of the blog's people (`member`). Lists of any kind hold fewer posts
than there are addresses that answer.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may see it, once it is published and its time has come."""

    PUBLIC = "public", _("Everybody")
    UNLISTED = "unlisted", _("Whoever has the address")
    MEMBERS = "members", _("The people of this blog")


def listed_for(*, member: bool) -> list[str]:
    """What lists, feeds and search show: to everybody the same, to the blog's people theirs too."""
    return [Visibility.PUBLIC, Visibility.MEMBERS] if member else [Visibility.PUBLIC]


def readable_for(*, member: bool) -> list[str]:
    """What one may read who has the address."""
    return [*listed_for(member=member), Visibility.UNLISTED]
