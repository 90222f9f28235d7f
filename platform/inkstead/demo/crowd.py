"""A crowd of living blogs, to see how a thousand feel: `manage.py demo --blogs N`.

Number n is the same blog in every run, so a run that was stopped goes on where it was. Posts are
drawn from the texts of the two demo blogs and rendered once.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from blog import due
from blog.actions.inputs import PostInput
from blog.actions.texts import post_fields
from blog.models import Author, Blog, Category, Post, Tag
from inkstead.demo.people import WORDS
from inkstead.demo.texts import Text, posts_of
from kit.slugs import slugify
from tenants.actions.create_tenant import create_tenant
from tenants.actions.set_listing import set_listing
from tenants.db.scope import tenant_transaction
from tenants.models import Domain, Tenant
from tenants.provisioning.provision import provision

AT_ONCE = 3
SOURCES = ("marginalia", "coldstart")
KINDS = ("notes", "letters", "almanac", "journal", "log", "papers", "post", "review")
GIVEN = ("Ada", "Bela", "Chidi", "Dunja", "Emre", "Farah", "Goran", "Hana", "Imre", "Jun")
FAMILY = ("Abebe", "Brandt", "Castro", "Dahl", "Eriksen", "Fontaine", "Grieco", "Haddad", "Ito")
MOST_POSTS, LEAST_POSTS, DAYS = 9, 3, 500


@dataclass(frozen=True, slots=True)
class Member:
    """Blog number n of the crowd: all about it follows from n."""

    number: int

    @property
    def dice(self) -> random.Random:
        """The same throws every time."""
        return random.Random(self.number)  # noqa: S311

    @property
    def words(self) -> tuple[str, str]:
        dice = self.dice
        return dice.choice(WORDS), dice.choice(KINDS)

    @property
    def label(self) -> str:
        """Its address, such as `copper-notes-17`."""
        return f"{'-'.join(self.words)}-{self.number}"

    @property
    def host(self) -> str:
        """Where it is read."""
        return f"{self.label}.{settings.BLOGS_DOMAIN}"

    @property
    def name(self) -> str:
        """What it is called, such as `Copper Notes`."""
        return " ".join(self.words).title()


def fill(count: int, *, on_done: Callable[[], None]) -> None:
    """Make the blogs 1 to `count` that are not there, or not whole; several at once."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _one in pool.map(_settle, map(Member, range(1, count + 1))):
            on_done()


def _settle(member: Member) -> None:
    try:
        domain = Domain.objects.for_host(member.host).first()
        tenant = domain.tenant if domain else _create(member)
        owner = tenant.memberships.get(role="owner").user
        provision(tenant.id)
        tenant.refresh_from_db()
        if member.number % 2:
            set_listing(tenant, by=owner, listed=True)
        with tenant_transaction(tenant):
            _write(member)
            while due.run_one().ran:
                pass
    finally:
        connection.close()


@transaction.atomic
def _create(member: Member) -> Tenant:
    dice = member.dice
    user = User.objects.create_user(
        f"writer-{member.number}@example.com",
        name=f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}",
        email_confirmed_at=timezone.now(),
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return create_tenant(by=user, name=member.name, address=member.label)


def _write(member: Member) -> None:
    """Publish a few posts, in the open tenant transaction, unless there are some."""
    if Post.objects.published().exists():
        return
    dice, author = member.dice, Author.objects.get()
    texts = dice.sample(_texts(), dice.randint(LEAST_POSTS, MOST_POSTS))
    named = _named(Category, {text.category for text in texts})
    posts = Post.objects.bulk_create(
        _post(text, dice, category=named[text.category], author=author) for text in texts
    )
    _tag(posts, texts)
    Blog.objects.update(description=f"{member.name}, kept by {author.name}.")


def _post(text: Text, dice: random.Random, **filed: Any) -> Post:
    at = _start_of_day() - timedelta(days=dice.randint(0, DAYS), minutes=dice.randint(0, 1439))
    return Post(
        slug=slugify(text.title, fallback="post"),
        status="published",
        published_at=at,
        created_at=at,
        updated_at=at,
        **filed,
        **_rendered(text),
    )


def _tag(posts: list[Post], texts: list[Text]) -> None:
    by_name = _named(Tag, {name for text in texts for name in text.tags})
    through = Post.tags.through
    through.objects.bulk_create(
        through(post=post, tag=by_name[name])
        for post, text in zip(posts, texts, strict=True)
        for name in text.tags
    )


def _named[T: (Category, Tag)](model: type[T], names: set[str]) -> dict[str, T]:
    """A row for each name: those that are there, and new ones."""
    slugs = {slugify(name, fallback="name"): name for name in names}
    new = (model(name=name, slug=slug) for slug, name in slugs.items())
    model._default_manager.bulk_create(new, ignore_conflicts=True)
    found = model._default_manager.filter(slug__in=slugs)
    return {slugs[row.slug]: row for row in found}


@cache
def _texts() -> list[Text]:
    return [text for address in SOURCES for text in posts_of(address) if not text.draft]


@cache
def _rendered(text: Text) -> dict[str, Any]:
    return post_fields(PostInput(title=text.title, content=text.content))


@cache
def _start_of_day() -> datetime:
    return timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
