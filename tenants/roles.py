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

    WRITE = "write"  # write drafts, add pictures, change one's own of both
    PUBLISH = "publish"  # publish, unpublish and trash one's own posts
    EDIT_ALL = "edit_all"  # the same with everybody's posts, and with pages
    ORGANISE = "organise"  # categories and authors
    CONFIGURE = "configure"  # the blog's settings
    ANSWER = "answer"  # read and answer what readers wrote to the blog
    INVITE = "invite"  # who is on the team, and in what role
    OWN = "own"  # hand the blog over, delete it


# What a right means, in words that follow "may".
WORDS = MappingProxyType(
    {
        May.WRITE: _("write drafts, add pictures, and change their own"),
        May.PUBLISH: _("publish and take back their own posts"),
        May.EDIT_ALL: _("do the same with everybody’s posts, and with pages"),
        May.ORGANISE: _("keep categories and authors"),
        May.CONFIGURE: _("change the blog’s settings"),
        May.ANSWER: _("read what readers wrote to the blog"),
        May.INVITE: _("invite people and change their roles"),
        May.OWN: _("hand the blog over, or delete it"),
    }
)

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


# What an invitation or a change of role may give; ownership is handed over instead.
GIVEN = tuple(role for role in reversed(RIGHTS) if role is not Role.OWNER)


def may_give(actor: str | None, role: str) -> bool:
    """Whether `actor` may put somebody on the team as `role`: nobody gives what they lack."""
    return may(actor, May.INVITE) and role in GIVEN and RIGHTS[Role(role)] <= _rights(actor)


def may_touch(actor: str | None, member: str) -> bool:
    """Whether `actor` may change or remove a `member`: admins are equals, the owner stays."""
    return (
        may(actor, May.INVITE) and member != Role.OWNER and RIGHTS[Role(member)] <= _rights(actor)
    )


def _rights(role: str | None) -> frozenset[May]:
    return RIGHTS[Role(role)] if role else frozenset()


def may(role: str | None, right: May) -> bool:
    """Whether `role` (None: not a member) has `right`."""
    return role is not None and right in RIGHTS[Role(role)]
