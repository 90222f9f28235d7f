"""What each role may do on a blog: one table that access helpers, tests and docs read."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A person's part in one blog."""

    OWNER = "owner", _("Owner")
    ADMIN = "admin", _("Admin")
    EDITOR = "editor", _("Editor")
    AUTHOR = "author", _("Author")
    CONTRIBUTOR = "contributor", _("Contributor")


class May(StrEnum):
    """A thing one may do in the studio."""

    WRITE = "write"  # write drafts, change one's own posts
    PUBLISH = "publish"  # publish, unpublish and trash one's own posts
    EDIT_ALL = "edit_all"  # the same with everybody's posts, and with pages
    ORGANISE = "organise"  # categories and authors
    CONFIGURE = "configure"  # the blog's settings
    ANSWER = "answer"  # read and answer what readers wrote to the blog
    INVITE = "invite"  # who is on the team, and in what role
    OWN = "own"  # hand the blog over, delete it


_CONTRIBUTOR = frozenset({May.WRITE})
_AUTHOR = _CONTRIBUTOR | {May.PUBLISH}
_EDITOR = _AUTHOR | {May.EDIT_ALL, May.ORGANISE}
_ADMIN = _EDITOR | {May.CONFIGURE, May.ANSWER, May.INVITE}
_OWNER = _ADMIN | {May.OWN}

RIGHTS = MappingProxyType(
    {
        Role.CONTRIBUTOR: _CONTRIBUTOR,
        Role.AUTHOR: _AUTHOR,
        Role.EDITOR: _EDITOR,
        Role.ADMIN: _ADMIN,
        Role.OWNER: _OWNER,
    }
)


def may(role: str | None, right: May) -> bool:
    """Whether `role` (None: not a member) has `right`."""
    return role is not None and right in RIGHTS[Role(role)]
