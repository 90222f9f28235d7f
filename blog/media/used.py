"""Where a picture is used: read from the texts themselves, which are the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Exists, OuterRef
from django.utils.translation import gettext as _

from blog.access import may_edit
from blog.media.models import Picture
from blog.models import Author, Page, Post, Revision
from tenants.models import Membership
from tenants.roles import May

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Use:
    """A post or page that names a picture, and `how`; `seen`: readers meet it there now."""

    text: Post | Page
    how: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Uses:
    """Where a picture is used: `posts` and `pages` that one may change, and how many `others`.

    `authors` are those whose picture it is, `more` one's own posts beyond the first fifty, `seen`
    the places where readers meet it.
    """

    posts: list[Use]
    pages: list[Use]
    authors: list[Author]
    more: int
    others: int
    seen: int

    @property
    def any(self) -> bool:
        """Whether it is used anywhere."""
        return bool(self.posts or self.pages or self.authors or self.others)


def uses_of(picture: Picture, membership: Membership) -> Uses:
    """Look through all posts and pages, those in the trash included: three queries."""
    posts = list(_posts_with(picture.key))
    in_posts = [_use_of(post) for post in posts]
    in_pages = [Use(page, _("in the text"), page.trashed_at is None) for page in _pages(picture)]
    mine = [_use_of(post) for post in posts if may_edit(membership, post)]
    my_pages = in_pages if membership.may(May.EDIT_ALL) else []
    authors = list(Author.objects.filter(avatar=picture.key))
    shown = mine[:MOST_SHOWN]
    return Uses(
        posts=shown,
        pages=my_pages,
        authors=authors,
        more=len(mine) - len(shown),
        others=len(in_posts) - len(mine) + len(in_pages) - len(my_pages),
        seen=sum(use.seen for use in [*in_posts, *in_pages]) + len(authors),
    )


def _posts_with(key: str) -> QuerySet[Post, Any]:
    """Posts that name it in their text, in words that readers do not have yet, or to other sites.

    What is kept of the settings before they are saved counts like words to come.
    """
    named = f"/media/{key}/"
    ahead = Revision.objects.filter(post=OuterRef("pk"), version=OuterRef("version"))
    coming = Q(content__contains=named) | Q(settings__shared_picture=key)
    found = Post.objects.annotate(
        in_text=Q(content__contains=named),
        to_others=Q(shared_picture=key),
        in_words=Q(ahead=True) & Exists(ahead.filter(coming)),
    )
    chosen = found.filter(Q(in_text=True) | Q(to_others=True) | Q(in_words=True))
    return chosen.listed().order_by(F("published_at").desc(nulls_last=True), "-pk")


def _pages(picture: Picture) -> list[Page]:
    return list(Page.objects.filter(content__contains=f"/media/{picture.key}/").listed())


def _use_of(post: Any) -> Use:
    ways = (
        (post.in_text, _("in the text")),
        (post.to_others, _("beside links to it")),
        (post.in_words and not post.in_text, _("in changes that readers do not see yet")),
    )
    seen = post.is_out and (post.in_text or post.to_others)
    return Use(post, ", ".join(words for is_so, words in ways if is_so), seen)
