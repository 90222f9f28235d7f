"""A blog's own tables. Every one lives in the tenant's schema and stays there."""

from blog.models.blog import Blog, KeptLook
from blog.models.move import Move
from blog.models.outbox import OutboxEntry
from blog.models.page import Page
from blog.models.post import Post
from blog.models.preview import PreviewLink
from blog.models.revision import Revision
from blog.models.search import SearchEntry
from blog.models.share import SharePicture
from blog.models.taxonomy import Author, Category, Tag

__all__ = [
    "Author",
    "Blog",
    "Category",
    "KeptLook",
    "Move",
    "OutboxEntry",
    "Page",
    "Post",
    "PreviewLink",
    "Revision",
    "SearchEntry",
    "SharePicture",
    "Tag",
]
