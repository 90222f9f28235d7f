"""What becomes of a draft that is handed in: one table that views, tests and docs read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from blog.models.hand_in import Stand
from blog.models.post import Status
from tenants.roles import May

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from blog.models import HandIn, Post
    from tenants.models import Membership


class Step(StrEnum):
    """What somebody does about it."""

    HAND_IN = "hand_in"
    TAKE_BACK = "take_back"
    SEND_BACK = "send_back"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Rule:
    """`before` None: it is not handed in. `own`: of a draft that one began oneself."""

    words: _StrPromise
    before: Stand | None
    after: Stand
    right: May
    own: bool


STEPS = MappingProxyType(
    {
        Step.HAND_IN: Rule(_("hand a draft in"), None, Stand.OPEN, May.WRITE, own=True),
        Step.TAKE_BACK: Rule(_("take it back"), Stand.OPEN, Stand.TAKEN_BACK, May.WRITE, own=True),
        Step.SEND_BACK: Rule(
            _("send it back with a note"), Stand.OPEN, Stand.SENT_BACK, May.EDIT_ALL, own=False
        ),
        Step.ACCEPT: Rule(
            _("accept it: publish or schedule"), Stand.OPEN, Stand.ACCEPTED, May.EDIT_ALL, own=False
        ),
    }
)


def is_own(post: Post, membership: Membership) -> bool:
    """Whether `membership` began `post`."""
    return post.created_by_id == membership.user_id


def may_take(step: Step, membership: Membership, post: Post, open_one: HandIn | None) -> bool:
    """Whether `membership` may take `step` with `post`; `open_one` is its open hand-in, if any."""
    rule = STEPS[step]
    if post.status != Status.DRAFT or post.trashed_at is not None:
        return False
    if rule.own and not is_own(post, membership):
        return False
    fits = open_one is None if rule.before is None else open_one is not None
    return fits and membership.may(rule.right)
