"""Posts by status, with search and filters that live in the address."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.access import may_edit, posts_of
from blog.clock import blog_time
from blog.models import Blog, HandIn, Post
from blog.studio.forms.filters import PostFilters
from blog.studio.forms.many import grouped, offered
from blog.studio.handed_in import latest_of
from blog.studio.page import studio_page
from blog.studio.standing import row_of
from blog.studio.tabs import Tab, tabs
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May

PAGE_SIZE = 20


@studio_view(May.WRITE)
@require_safe
def posts(request: MemberRequest) -> HttpResponse:
    """What this person may work on, twenty to a page."""
    filters = PostFilters(request.GET)
    shown = tabs(posts_of(request.membership), asked=request.GET.get("status", ""))
    tab = next(tab for tab in shown if tab.current)
    page = _pages(filters, tab).get_page(request.GET.get("page"))
    blog = Blog.objects.current()
    handed = latest_of(page)
    with blog_time(blog):
        rows = [
            (row_of(post, handed.get(post.pk)), may_edit(request.membership, post)) for post in page
        ]
    return studio_page(
        request,
        "posts",
        room="posts",
        blog=blog,
        filters=filters,
        tabs=shown,
        tab=tab,
        page=page,
        rows=rows,
        many=grouped(offered(request.membership, in_trash=tab.key == "trash")),
        total=page.paginator.count,
        seen=timezone.now().isoformat(),
        to_answer=_to_answer(request),
        pins=_pins(request, tab) if page.number == 1 and not filters.active else [],
    )


def _to_answer(request: MemberRequest) -> int:
    """How many drafts wait for an editor's answer; of them only editors hear."""
    may_answer = request.membership.may(May.EDIT_ALL)
    return HandIn.objects.all().to_answer().count() if may_answer else 0


def _pins(request: MemberRequest, tab: Tab) -> list[Post]:
    """What stands on top, for those who may order it, above the lists that it is in."""
    may_order = tab.key in {"all", "published"} and request.membership.may(May.EDIT_ALL)
    return list(Post.objects.kept().pins().listed()) if may_order else []


def _pages(filters: PostFilters, tab: Tab) -> Paginator[Post]:
    """Twenty posts each. Where nothing narrows the tab, its length is known already."""
    pages = Paginator(filters.narrow(tab.posts), PAGE_SIZE)
    if not filters.active:
        pages.count = tab.count
    return pages
