"""How a post stands, in the words and shapes of lists and of the editor's bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.template.defaultfilters import date as date_words
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.models import Post
from blog.models.post import Status
from blog.models.visibility import Visibility

RECENT = timedelta(days=1)

# Out, and waiting for its time; by whom it is for.
STANDINGS = {
    Visibility.PUBLIC: (gettext_lazy("Published"), gettext_lazy("Scheduled")),
    Visibility.UNLISTED: (gettext_lazy("Published, unlisted"), gettext_lazy("Scheduled, unlisted")),
    Visibility.MEMBERS: (
        gettext_lazy("Published, for this blog’s people"),
        gettext_lazy("Scheduled, for this blog’s people"),
    ),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """`kind` is the badge's shape: "" not public, "warn" waiting, "good" public."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A post in the list; `when` says what `moment` means."""

    post: Post
    standing: Standing
    moment: datetime
    when: str


def standing_of(post: Post | None) -> Standing:
    """The state as a badge shows it."""
    if post is None:
        return Standing("", _("New draft"))
    if post.trashed_at is not None:
        return Standing("", _("In the trash"))
    if post.status == Status.DRAFT:
        return Standing("", _("Draft"))
    if post.has_changes:
        return _with_changes(post)
    return _going_out(post)


def _going_out(post: Post) -> Standing:
    out, waiting = STANDINGS[Visibility(post.visibility)]
    return Standing("good", str(out)) if post.is_out else Standing("warn", str(waiting))


def _with_changes(post: Post) -> Standing:
    if post.is_out:
        return Standing("good", _("Published, with unpublished changes"))
    return Standing("warn", _("Scheduled, with unpublished changes"))


def row_of(post: Post) -> Row:
    """A line of the list. Reads the active time zone."""
    moment, when = _moment(post, timezone.now())
    return Row(post=post, standing=standing_of(post), moment=moment, when=when)


def _moment(post: Post, now: datetime) -> tuple[datetime, str]:
    if post.trashed_at is not None:
        when = _ago(post.trashed_at, now) or day_words(post.trashed_at)
        return post.trashed_at, _("Trashed %(when)s") % {"when": when}
    if post.is_scheduled and post.published_at:
        return post.published_at, time_words(post.published_at)
    if post.is_out and post.published_at:
        return post.published_at, day_words(post.published_at)
    ago = _ago(post.updated_at, now)
    return post.updated_at, _("Edited %(when)s") % {"when": ago or day_words(post.updated_at)}


def day_words(moment: datetime) -> str:
    """The day, in the active time zone."""
    return str(date_words(timezone.localtime(moment), "DATE_FORMAT"))


def time_words(moment: datetime) -> str:
    """The day and the time, in the active time zone."""
    return str(date_words(timezone.localtime(moment), "DATETIME_FORMAT"))


def _ago(moment: datetime, now: datetime) -> str:
    """How long ago, up to a day; else nothing."""
    if now - moment < timedelta(minutes=1):
        return _("just now")
    if now - moment < RECENT:
        return _("%(time)s ago") % {"time": timesince(moment, now, depth=1)}
    return ""
