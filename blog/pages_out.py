"""After a change, the pages that most readers ask for go out as files by due work.

The rest follow as they are read (`tenants.pagecache.files`). This is for speed alone: what is
true and what is not is decided by the content version, not by what was written when.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.core.servers.basehttp import get_internal_wsgi_application

from blog.actions.changed import PAGES_OUT as KIND
from blog.due import SlowWork, no_more, slow_work
from blog.exports.ask import ask
from blog.models import Page, Post
from tenants.db.scope import TenantKey, tenant_transaction
from tenants.directory import directory
from tenants.models import Domain
from tenants.pagecache.front import PageCache

NEWEST = 20  # posts, and as many pages
ALWAYS = (
    "/", "/blog/", "/feed.xml", "/rss.xml", "/feed.json", "/sitemap.xml", "/robots.txt",
    "/llms.txt", "/favicon.ico", "/site.webmanifest",
)  # fmt: skip


def write_pages(tenant: TenantKey, _payload: dict[str, Any]) -> None:
    """Ask for them as a reader would, so that they are the very same pages.

    A change that comes meanwhile makes them worthless and not wrong: the next readers' are written.
    """
    read_at = Domain.objects.for_readers().filter(tenant=tenant.id).first()
    if read_at is None or read_at.is_custom:
        return  # other hosts lead on, and a domain of the owner's own has no files
    pages = _kept_pages()
    with tenant_transaction(tenant):
        paths = [*ALWAYS, *_newest()]
    directory.forget(read_at.domain)  # this process may not have heard yet
    for path in paths:
        ask(pages, read_at.domain, path)
    pages.files.wait()


def _newest() -> list[str]:
    posts = Post.objects.published().newest()[:NEWEST]
    pages = Page.objects.kept()[:NEWEST]
    return [one.get_absolute_url() for one in (*posts, *pages)]


@cache
def _kept_pages() -> PageCache:
    return PageCache(get_internal_wsgi_application())


def register() -> None:
    """Have the worker write them: it holds no transaction open meanwhile."""
    slow_work[KIND] = SlowWork(write_pages, _nothing_to_save, no_more)


def _nothing_to_save(_payload: dict[str, Any], _outcome: None) -> None:
    """Files are all there is to it."""
