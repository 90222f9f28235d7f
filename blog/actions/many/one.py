"""One of many posts: changed, left as it is, or as it should be already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from blog.access import may_edit
from blog.actions.errors import ActionRefused, NameRefused, NotPublishable, TagsRefused
from blog.actions.file_post import CategoryGone
from blog.actions.many.verbs import RULES, Unsaved, Verb
from blog.actions.room import PlanFull
from blog.models import Post
from tenants.db.scope import all_or_nothing

if TYPE_CHECKING:
    from accounts.models import User
    from tenants.models import Membership

# Why a post is left, by what the action said; studio/many.py has the words.
WHY: dict[type[ActionRefused], str] = {
    NotPublishable: "title",
    PlanFull: "plan",
    Unsaved: "unsaved",
    TagsRefused: "tags",
    NameRefused: "tags",
    CategoryGone: "category",
}


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes posts, and as what; the two are read apart, so they are carried together."""

    user: User
    membership: Membership


@dataclass(frozen=True, slots=True)
class Outcome:
    """`why` it was left, "" when not; `before` and `after` are alike when nothing was to do."""

    why: str = ""
    before: Any = None
    after: Any = None

    @property
    def changed(self) -> bool:
        """Whether the post is another than before."""
        return not self.why and self.before != self.after


def change_one(pk: int, verb: Verb, value: str, version: int | None, by: Editor) -> Outcome:
    """Do `verb` to post `pk`, which was chosen at `version` (None: whichever)."""
    post, why = _held(pk, by)
    if post is None:
        return Outcome(why)
    if version is not None and post.version != version:
        return Outcome("changed")
    if post.trashed_at is not None and verb not in {Verb.TRASH, Verb.RESTORE}:
        return Outcome("trash")
    rule = RULES[verb]
    before = rule.read(post, value)
    why = _tried(lambda: rule.do(post, value, by.user))
    return Outcome(why, before, before if why else rule.read(post, value))


def take_back_one(pk: int, verb: Verb, value: str, before: Any, after: Any, by: Editor) -> Outcome:
    """Let post `pk` be as it was `before`, unless it is not as it was left: `after`."""
    post, why = _held(pk, by)
    if post is None:
        return Outcome(why)
    rule = RULES[verb]
    found = rule.read(post, value)
    if found != after:
        return Outcome("changed")
    why = _tried(lambda: rule.back(post, value, before, by.user))
    return Outcome(why, found, found if why else before)


def _held(pk: int, by: Editor) -> tuple[Post | None, str]:
    """The post, which the caller has locked, or why it is none of this person's."""
    posts = Post.objects.defer("content_html")
    post = posts.filter(pk=pk).first()
    if post is None:
        return None, "gone"
    return (post, "") if may_edit(by.membership, post) else (None, "role")


def _tried(do: Any) -> str:
    try:
        with all_or_nothing():
            do()
    except ActionRefused as refused:
        return WHY.get(type(refused), "refused")
    return ""
