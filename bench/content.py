"""Blogs with many posts, written straight into the tables."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from blog.models import Author, Category, Post, Tag
from blog.rendering import render_markdown
from tenants.actions.create_tenant import create_tenant
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tenants.provisioning.provision import provision

BATCH = 1000
PARAGRAPH = "The harbour was *quiet* when the ferry came in, and nobody had lit a lamp. " * 10
TEXT = f"{PARAGRAPH}\n\n## The lamp\n\n{PARAGRAPH}\n\n- one\n- two\n\n{PARAGRAPH}"
RENDERED = render_markdown(TEXT)


def blog(address: str) -> Tenant:
    """A ready blog at `address`, with an owner of its own and without seeds of posts."""
    owner = User.objects.create_user(f"{address}@bench.example")
    tenant = create_tenant(by=owner, name=address.title(), address=address)
    provision(tenant.id)
    tenant.refresh_from_db()  # it may have taken a spare's schema
    return tenant


def host_of(tenant: Tenant) -> str:
    """The blog's own host."""
    host: str = tenant.domains.get(is_primary=True).domain
    return host


def fill(tenant: Tenant, *, first: int, last: int) -> None:
    """Publish the posts `post-<first>` to `post-<last>`, a minute apart, filed and tagged."""
    for start in range(first, last + 1, BATCH):
        with tenant_transaction(tenant):
            _fill(range(start, min(start + BATCH, last + 1)))


def _fill(numbers: range) -> None:
    category, _ = Category.objects.get_or_create(slug="sea", defaults={"name": "Sea"})
    author, _ = Author.objects.get_or_create(slug="dora", defaults={"name": "Dora"})
    tags = [Tag.objects.get_or_create(slug=f"t{n}", defaults={"name": f"T{n}"})[0] for n in "abc"]
    posts = Post.objects.bulk_create(_post(number, category, author) for number in numbers)
    filed = Post.tags.through
    filed.objects.bulk_create(filed(post=post, tag=tag) for post in posts for tag in tags)


def _post(number: int, category: Category, author: Author) -> Post:
    return Post(
        title=f"Post {number}",
        slug=f"post-{number}",
        content=TEXT,
        content_html=str(RENDERED.html),
        renderer_version=RENDERED.version,
        summary=RENDERED.summary,
        words=RENDERED.words,
        category=category,
        author=author,
        status="published",
        published_at=timezone.now() - timedelta(minutes=number),
    )
