"""A blog as plain text: each post as Markdown, and llms.txt, which lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from blog.models import Page, Post
from blog.public.access import reader_view
from blog.public.conditional import conditional
from blog.public.context import ReaderRequest, absolute

POSTS_IN_A_LIST = 100
MARKDOWN = "text/markdown; charset=utf-8"

_SPECIAL = re.compile(r"([\\`*_\[\]<>#])")
_FENCED = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)


@reader_view
def post_markdown(request: ReaderRequest, slug: str) -> HttpResponse:
    """A post as it was written, below its title, author and date."""
    posts = Post.objects.readable(member=request.is_member)
    posts = posts.select_related("author").defer("content_html")
    post = get_object_or_404(posts, slug=slug)
    answer = HttpResponse("\n".join(_lines(request, post)), content_type=MARKDOWN)
    canonical = post.canonical or absolute(request, post.get_absolute_url())
    answer["Link"] = f'<{canonical}>; rel="canonical"'
    answer["X-Robots-Tag"] = "noindex"  # the page itself is what is to be found
    return conditional(request, answer)


@reader_view
def llms(request: ReaderRequest) -> HttpResponse:
    """The blog for language models (llmstxt.org): what it is, and its newest posts as Markdown."""
    answer = HttpResponse("\n".join(_list(request)), content_type=MARKDOWN)
    return conditional(request, answer)


def without_comments(source: str) -> str:
    """`source` without HTML comments, which are notes to oneself, but for those in fenced code."""
    parts, end = [], 0
    for block in _FENCED.finditer(source):
        parts += [_COMMENT.sub("", source[end : block.start()]), block[0]]
        end = block.end()
    return "".join([*parts, _COMMENT.sub("", source[end:])])


def _lines(request: ReaderRequest, post: Post) -> Iterator[str]:
    author = f"{_plain(post.author.name)}, " if post.author else ""
    yield f"# {_plain(post.title)}"
    yield ""
    yield f"{author}{post.published_at:%Y-%m-%d}. <{absolute(request, post.get_absolute_url())}>"
    yield ""
    yield without_comments(post.content).strip()
    yield ""


def _list(request: ReaderRequest) -> Iterator[str]:
    yield f"# {_plain(request.blog.name)}"
    yield ""
    if request.blog.description:
        yield f"> {_plain(request.blog.description)}"
        yield ""
    yield "## Posts"
    yield ""
    for post in Post.objects.published().newest().listed()[:POSTS_IN_A_LIST]:
        url = absolute(request, post.get_absolute_url().rstrip("/") + ".md")
        yield f"- [{_plain(post.title)}]({url}): {_plain(post.lead)}"
    yield ""
    yield "## Pages"
    yield ""
    for page in Page.objects.kept().listed():
        yield f"- [{_plain(page.title)}]({absolute(request, page.get_absolute_url())})"
    yield ""


def _plain(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)
