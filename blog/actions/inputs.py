"""What a writer hands in. Forms check and normalise; these only carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blog.models import Author, Category


@dataclass(frozen=True, slots=True, kw_only=True)
class PostInput:
    """A post as typed. `new_category` wins over `category`; an empty slug follows the title.

    Whom it is for stays as it is where `visibility` is None, so nobody opens a post by silence.
    Names of what was renamed since the page was `opened` mean what that is called now.
    """

    title: str
    content: str
    slug: str = ""
    excerpt: str = ""
    category: Category | None = None
    new_category: str = ""
    author: Author | None = None
    tags: tuple[str, ...] = ()
    language: str = ""
    visibility: str | None = None
    canonical: str = ""
    shared_words: str = ""
    shared_picture: str = ""
    opened: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A post as it is being written: what its row keeps, and its settings as they were typed."""

    title: str
    content: str
    excerpt: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInput:
    """A page as typed. An empty slug is made from the title once, and kept.

    Whether it stands in the navigation, and where, stays as it is where None is said.
    """

    title: str
    content: str
    slug: str = ""
    in_navigation: bool | None = None
    position: int | None = None
