"""What the editor's buttons ask for, who may press which, and doing it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from blog.actions.publish_post import publish_post
from blog.actions.trash_post import trash_post
from blog.actions.unpublish_post import unpublish_post
from blog.studio.moments import fold_of, typed
from tenants.access import require_right
from tenants.roles import May

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict

    from accounts.models import User
    from blog.models import Post
    from blog.studio.forms.post import PostForm
    from tenants.models import Membership


class Deed(StrEnum):
    """A button. Each saves the words first; of a published post some only keep them apart."""

    SAVE = "save"  # of a published post: for readers to see
    KEEP = "keep_words"
    PREVIEW = "preview"
    PUBLISH = "publish"  # now, or at the time that was given
    PUBLISH_NOW = "publish_now"
    UNPUBLISH = "unpublish"
    TRASH = "trash"

    @classmethod
    def asked(cls, data: QueryDict) -> Deed:
        """The button that was pressed; what nobody offered only saves, so that no word is lost."""
        asked = data.get("do") or data.get("intent") or ""
        return cls(asked) if asked in cls else cls.SAVE


# Pressed on a published post these show its readers nothing that they did not see before.
APART = frozenset({Deed.KEEP, Deed.PREVIEW, Deed.UNPUBLISH, Deed.TRASH})
PUBLIC_DEEDS = frozenset({Deed.PUBLISH, Deed.PUBLISH_NOW, Deed.UNPUBLISH, Deed.TRASH})


def keeps_apart(deed: Deed, post: Post | None) -> bool:
    """Whether `deed` keeps the words of `post` beside its row, which readers see."""
    return post is not None and post.status == "published" and deed in APART


def require_deed(membership: Membership, deed: Deed) -> None:
    """Raise PermissionDenied for a button that this role does not have."""
    if deed in PUBLIC_DEEDS:
        require_right(membership, May.PUBLISH)


def in_order(form: PostForm, deed: Deed) -> bool:
    """Whether the form holds what `deed` needs; if not, it says so by the field."""
    form.full_clean()
    post = form.post
    if keeps_apart(deed, post):
        return not form.errors
    if deed in {Deed.PUBLISH, Deed.PUBLISH_NOW} or (post and post.status == "published"):
        form.require_title()
    if post and post.is_scheduled and deed in {Deed.SAVE, Deed.PUBLISH}:
        form.require_time_to_come()
    return not form.errors


def do(deed: Deed, post: Post, form: PostForm, *, by: User) -> Post:
    """Carry `deed` out on `post`, whose words are saved. Raises NotPublishable."""
    match deed:
        case Deed.PUBLISH:
            return publish_post(post, by=by, at=form.time_asked)
        case Deed.PUBLISH_NOW:
            return publish_post(post, by=by)
        case Deed.UNPUBLISH:
            return unpublish_post(post, by=by)
        case Deed.TRASH:
            return trash_post(post, by=by)
        case Deed.KEEP | Deed.PREVIEW if keeps_apart(deed, post):
            return post
        case _:
            return _moved(post, form, by=by)


def _moved(post: Post, form: PostForm, *, by: User) -> Post:
    """A post that waits for its time is given the new one, when it was changed."""
    at = form.time_asked
    if not post.is_scheduled or _to_the_minute(post.published_at, form) == _to_the_minute(at, form):
        return post
    return publish_post(post, by=by, at=at)


def _to_the_minute(moment: datetime | None, form: PostForm) -> tuple[str, str]:
    """As the form shows it."""
    return typed(moment, form.zone), fold_of(moment, form.zone)
