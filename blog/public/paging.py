"""Lists page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpResponse
from django.utils.encoding import iri_to_uri

from blog.models import Post
from blog.public.context import ReaderRequest, absolute, show
from blog.querysets import PostQuerySet

POSTS_ON_A_PAGE = 10


if TYPE_CHECKING:
    _Pages = Paginator[Post]
else:
    _Pages = Paginator  # Django's takes no type argument while it runs


class PostPaginator(_Pages):
    """Pages of posts, newest first, whose number is known already; `pinned` stand on top."""

    object_list: PostQuerySet

    def __init__(self, posts: PostQuerySet, total: int, pinned: Sequence[int] = ()) -> None:
        super().__init__(posts.newest(), POSTS_ON_A_PAGE)
        self.count, self.pinned = total, pinned

    def page(self, number: Any) -> Page[Post]:
        """Page `number`, from 1; raises InvalidPage."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        posts = self.object_list.cut(start, start + self.per_page, self.pinned)
        return Page(posts, number, self)


def page_of(
    posts: PostQuerySet, total: int, number: str | None, *, pinned: Sequence[int] = ()
) -> Page[Post]:
    """The page of `posts` that `?page=` asks for; raises Http404 when there is no such page."""
    try:
        return PostPaginator(posts, total, pinned).page(number or "1")
    except InvalidPage as error:
        raise Http404 from error


def show_page(
    request: ReaderRequest, template: str, page: Page[Post], **context: Any
) -> HttpResponse:
    """Render one page of a list, which is its own canonical address."""
    query = f"?page={page.number}" if page.number > 1 else ""
    canonical = absolute(request, iri_to_uri(request.path) + query)
    return show(request, template, {"page": page, "canonical_url": canonical, **context})
