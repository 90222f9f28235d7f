"""Where a picture is used: read from the texts themselves, which are the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from blog.access import posts_of
from blog.media.models import Picture
from blog.models import Page, Post, Revision
from tenants.models import Membership
from tenants.roles import May


@dataclass(frozen=True, slots=True)
class Uses:
    """The texts that name a picture and that one may change, and how many others do."""

    posts: list[Post]
    pages: list[Page]
    others: int


def uses_of(picture: Picture, membership: Membership) -> Uses:
    """Look through all posts and pages, those in the trash included."""
    named = f"/media/{picture.key}/"
    here = Q(content__contains=named) | Q(pk__in=_ahead(named))
    posts = Post.objects.filter(here)
    pages = list(Page.objects.filter(content__contains=named).listed())
    mine = list(posts_of(membership).filter(here).listed())
    mine_too = pages if membership.may(May.EDIT_ALL) else []
    return Uses(mine, mine_too, posts.count() - len(mine) + len(pages) - len(mine_too))


def _ahead(named: str) -> QuerySet[Revision, Any]:
    """The posts whose words, not yet given to readers, name it."""
    now = Revision.objects.filter(post__ahead=True, version=F("post__version"))
    return now.filter(content__contains=named).values("post")
