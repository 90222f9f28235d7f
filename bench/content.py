"""Blogs with many posts, written straight into the tables."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from bench.texts import post_values
from blog.models import Author, Category, Post, Tag
from tenants.actions.create_tenant import create_tenant
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tenants.provisioning.provision import provision

BATCH = 1000


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


def fill(tenant: Tenant, *, first: int, last: int, now: datetime | None = None) -> None:
    """Publish the posts `post-<first>` to `post-<last>`, a minute apart, filed and tagged."""
    for start in range(first, last + 1, BATCH):
        with tenant_transaction(tenant):
            write_posts(range(start, min(start + BATCH, last + 1)), now or timezone.now())


def write_posts(numbers: range, now: datetime) -> None:
    """The same in the open tenant transaction."""
    category, _ = Category.objects.get_or_create(slug="sea", defaults={"name": "Sea"})
    author, _ = Author.objects.get_or_create(slug="dora", defaults={"name": "Dora"})
    tags = [Tag.objects.get_or_create(slug=f"t{n}", defaults={"name": f"T{n}"})[0] for n in "abc"]
    filed = {"category": category, "author": author}
    posts = Post.objects.bulk_create(Post(**post_values(n, now), **filed) for n in numbers)
    through = Post.tags.through
    through.objects.bulk_create(through(post=post, tag=tag) for post in posts for tag in tags)
