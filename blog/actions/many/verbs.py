"""What can be done to many posts at once: one table that views, the worker and tests read.

Each verb goes through the action for one post, so every rule holds here too. `read` says how a post
stands in what the verb changes, as JSON: what it read before is what Undo goes back to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from blog.actions.answer_hand_in import is_for_others
from blog.actions.errors import ActionRefused
from blog.actions.file_post import file_under, show_to, tag_with, untag
from blog.actions.publish_post import publish_post
from blog.actions.restore_post import restore_post
from blog.actions.trash_post import trash_post
from blog.actions.unpublish_post import unpublish_post
from blog.models import Post
from blog.models.post import Status
from tenants.roles import May


class Verb(StrEnum):
    """A change."""

    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    CATEGORY = "category"
    TAG = "tag"
    UNTAG = "untag"
    VISIBILITY = "visibility"
    TRASH = "trash"
    RESTORE = "restore"


class Unsaved(ActionRefused):
    """Somebody chose for whom it is and has not saved that yet."""

    def __init__(self) -> None:
        super().__init__(_("Whom it is for was changed and not saved yet."))


@dataclass(frozen=True, slots=True)
class Rule:
    """How a verb is done to one post, and taken back; the value is what was chosen with it."""

    audit: str
    right: May
    read: Callable[[Post, str], Any]
    do: Callable[[Post, str, User], object]
    back: Callable[[Post, str, Any, User], object]


def _standing(post: Post, _value: str) -> list[Any]:
    """The state, the moment that matters in it (a draft may keep the date it once had), and the
    version: what somebody wrote since is not given to readers by an Undo.
    """
    at = post.published_at.isoformat() if post.published_at else ""
    return [post.status, at if post.status == Status.PUBLISHED else "", post.version]


def _publish(post: Post, _value: str, by: User) -> None:
    if post.is_out:
        return
    if post.ahead and is_for_others(post):
        raise Unsaved
    publish_post(post, by=by)


def _unpublish(post: Post, _value: str, by: User) -> None:
    if post.status == Status.PUBLISHED:
        unpublish_post(post, by=by)


def _stand_again(post: Post, _value: str, before: list[Any], by: User) -> None:
    status, at = before[:2]
    if status == Status.PUBLISHED:
        publish_post(post, by=by, at=datetime.fromisoformat(at))
    else:
        unpublish_post(post, by=by)


def _category(post: Post, _value: str) -> int | None:
    return post.category_id


def _carries(post: Post, value: str) -> bool:
    return post.tags.filter(name__iexact=value).exists()


RULES = MappingProxyType(
    {
        Verb.PUBLISH: Rule("posts.published", May.PUBLISH, _standing, _publish, _stand_again),
        Verb.UNPUBLISH: Rule("posts.unpublished", May.PUBLISH, _standing, _unpublish, _stand_again),
        Verb.CATEGORY: Rule(
            "posts.filed",
            May.WRITE,
            _category,
            lambda post, value, by: file_under(post, int(value) if value else None, by=by),
            lambda post, _, before, by: file_under(post, before, by=by),
        ),
        Verb.TAG: Rule(
            "posts.tagged",
            May.WRITE,
            _carries,
            lambda post, value, by: tag_with(post, value, by=by),
            lambda post, value, _, by: untag(post, value, by=by),
        ),
        Verb.UNTAG: Rule(
            "posts.untagged",
            May.WRITE,
            _carries,
            lambda post, value, by: untag(post, value, by=by),
            lambda post, value, _, by: tag_with(post, value, by=by),
        ),
        Verb.VISIBILITY: Rule(
            "posts.visibility_changed",
            May.WRITE,
            lambda post, _: post.visibility,
            lambda post, value, by: show_to(post, value, by=by),
            lambda post, _, before, by: show_to(post, before, by=by),
        ),
        Verb.TRASH: Rule(
            "posts.trashed",
            May.PUBLISH,
            lambda post, _: post.trashed_at is not None,
            lambda post, _, by: trash_post(post, by=by),
            lambda post, _value, _before, by: restore_post(post, by=by),
        ),
        Verb.RESTORE: Rule(
            "posts.restored",
            May.PUBLISH,
            lambda post, _: post.trashed_at is not None,
            lambda post, _, by: restore_post(post, by=by),
            lambda post, _value, _before, by: trash_post(post, by=by),
        ),
    }
)
