"""Every endpoint of both URLconfs, asked as everybody, on a host that is not theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.contact.models import Message
from blog.media.models import Picture
from blog.models import Author, Category, Page, Post, Tag
from blog.rendering import render_markdown
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.conftest import BlogClient, MakeBlog
from tests.isolation.examples import ADMIN, BLOG, KEY, PLATFORM, Endpoint, endpoints, patterns
from tests.support.facts import record

pytestmark = pytest.mark.django_db

METHODS = ["get", "head", "post", "put"]
PUBLIC = {
    "home", "year", "post_list", "post_by_id", "post_detail", "category", "tag", "author", "page",
    "contact", "contact_sent", "media", "robots", "sitemap", "sitemap_rest", "sitemap_posts",
    "llms", "post_markdown", "share_picture", "oembed", "manifest", "favicon",
    *(name for name in BLOG if "feed" in name),
    "login", "logout", "handoff_callback", "accent", "search", "opensearch",
}  # fmt: skip
REFUSED = {302, 403, 404, 405}


@dataclass(frozen=True)
class House:
    """A blog, its owner, and words that no other blog may ever answer with."""

    tenant: Tenant
    owner: User
    public: str
    secret: str


@pytest.fixture
def houses(make_blog: MakeBlog, alice: User, charlie: User) -> tuple[House, House]:
    first = House(make_blog("first", alice), alice, "canary-first-public", "canary-first-secret")
    second = House(
        make_blog("second", charlie), charlie, "canary-second-public", "canary-second-secret"
    )
    for house in (first, second):
        with tenant_transaction(house.tenant):
            fill(house)
    return first, second


def fill(house: House) -> None:
    """Rows with id 1 and slug "same" in both blogs, each with its blog's canary."""
    for model in (Post, Page, Category, Author, Tag):
        model.objects.all().delete()
    category = Category.objects.create(id=1, name=house.public, slug="same")
    author = Author.objects.create(id=1, name=house.public, slug="same")
    tag = Tag.objects.create(id=1, name=house.public, slug="same")
    html = render_markdown(house.public)
    post = Post.objects.create(
        id=1,
        title=house.public,
        slug="same",
        content=house.public,
        content_html=html.html,
        renderer_version=html.version,
        category=category,
        author=author,
        status="published",
        published_at=timezone.now(),
        created_by_id=house.owner.id,
    )
    post.tags.add(tag)
    Post.objects.create(id=2, title=house.secret, slug="draft", content=house.secret)
    Page.objects.create(id=1, title=house.public, slug="same", content=house.public)
    Picture.objects.create(
        key=KEY, name="same", alt=house.secret, caption=house.secret, kind="PNG",
        width=1, height=1, size=1, created_by_id=house.owner.id,
    )  # fmt: skip
    Message.objects.create(id=1, name=house.secret, email="t@x.example", text=house.secret)


def ask(client: Client, method: str, endpoint: Endpoint) -> HttpResponse:
    return getattr(client, method)(endpoint.path, secure=False)  # type: ignore[no-any-return]


def test_every_pattern_has_an_example() -> None:
    for urlconf, examples in (
        (settings.ROOT_URLCONF, BLOG),
        (settings.PUBLIC_SCHEMA_URLCONF, PLATFORM | ADMIN),
    ):
        missing = [
            name
            for name in patterns(urlconf)
            if name not in examples and not name.startswith(("account_", "mfa_"))
        ]
        assert missing == [], f"{urlconf}: give {missing} example arguments in examples.py"


@pytest.mark.timeout(600)  # some thousand requests
def test_no_endpoint_of_a_blog_answers_with_another_blogs_words(
    houses: tuple[House, House], blog_client: BlogClient, bob: User
) -> None:
    mine, other = houses
    roles: dict[str, Callable[[], Client]] = {
        "signed out": lambda: blog_client(mine.tenant),
        "stranger": lambda: blog_client(mine.tenant, bob),
        "owner of the other blog": lambda: blog_client(mine.tenant, other.owner),
        "owner of this blog": lambda: blog_client(mine.tenant, mine.owner),
        "session of the other blog": lambda: moved(blog_client(other.tenant, other.owner), mine),
        "owner's session, moved": lambda: moved(blog_client(other.tenant, mine.owner), mine),
    }
    tried = 0
    for role, make_client in roles.items():
        for endpoint in endpoints(settings.ROOT_URLCONF, BLOG):
            client = make_client()
            for method in METHODS:
                response = ask(client, method, endpoint)
                said = f"{role} {method} {endpoint.path} -> {response.status_code}"
                body = response.content.decode(errors="replace")  # some are pictures
                assert response.status_code < 500, said
                assert other.public not in body, said
                assert other.secret not in body, said
                if role != "owner of this blog":
                    assert mine.secret not in body, said
                    if endpoint.name not in PUBLIC:
                        assert response.status_code in REFUSED, said
                tried += 1
    unchanged(houses)
    count = len(endpoints(settings.ROOT_URLCONF, BLOG))
    assert tried == count * len(roles) * len(METHODS) > 800
    said = f"isolation: {count} endpoints x {len(roles)} roles x {len(METHODS)} methods = {tried}"
    print(f"\n{said}")  # noqa: T201  # the figure is part of the proof
    record("endpoints of a blog", endpoints=count, roles=len(roles), tried=tried, crossed=0)


def moved(client: Client, house: House) -> Client:
    """The same cookies, sent to another blog's host."""
    client.defaults["HTTP_HOST"] = f"{house.tenant.domains.get().domain}"
    return client


def unchanged(houses: tuple[House, House]) -> None:
    """The other blog's rows are as they were, whatever was posted at the first."""
    with tenant_transaction(houses[1].tenant):
        post = Post.objects.get(pk=1)
        assert (post.title, post.status, post.trashed_at) == (houses[1].public, "published", None)
        assert Post.objects.count() == 2
        picture = Picture.objects.get()
        assert (picture.alt, picture.trashed_at) == (houses[1].secret, None)
        message, page = Message.objects.get(), Page.objects.get()
        assert (message.name, message.read_at) == (houses[1].secret, None)
        assert (message.spam_at, message.trashed_at, page.trashed_at) == (None, None, None)
        assert Category.objects.count() == Author.objects.count() == Tag.objects.count() == 1


def test_no_endpoint_of_the_platform_tells_a_blogs_words(
    houses: tuple[House, House], platform_client: BlogClient, bob: User
) -> None:
    tried = 0
    examples = PLATFORM | ADMIN | allauth_examples()
    for user in (None, bob, houses[1].owner):
        for endpoint in endpoints(settings.PUBLIC_SCHEMA_URLCONF, examples):
            client = platform_client(user)
            for method in METHODS:
                response = ask(client, method, endpoint)
                said = f"{user} {method} {endpoint.path} -> {response.status_code}"
                assert response.status_code < 500 or endpoint.name == "health", said
                for house in houses:
                    assert house.secret not in response.content.decode(), said
                    assert house.public not in response.content.decode(), said
                tried += 1
    record("endpoints of the platform", tried=tried, crossed=0)


def allauth_examples() -> dict[str, dict[str, object]]:
    """allauth's own patterns: those with arguments are named, the others take none."""
    arguments: dict[str, dict[str, object]] = {
        "account_confirm_email": {"key": "nothing"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "nothing"},
        "mfa_edit_webauthn": {"pk": 1},
        "mfa_remove_webauthn": {"pk": 1},
    }
    names = patterns(settings.PUBLIC_SCHEMA_URLCONF)
    own = [n for n in names if n.startswith(("account_", "mfa_")) and n not in PLATFORM]
    return {n: arguments.get(n, {}) for n in own}


def test_a_blogs_paths_do_not_answer_on_the_platform_and_the_other_way_round(
    houses: tuple[House, House], platform_client: BlogClient, blog_client: BlogClient
) -> None:
    studio = [e for e in endpoints(settings.ROOT_URLCONF, BLOG) if e.name.startswith("studio:")]
    for endpoint in studio:
        assert platform_client(houses[0].owner).get(endpoint.path).status_code == 404
    platform = endpoints(settings.PUBLIC_SCHEMA_URLCONF, PLATFORM | ADMIN | allauth_examples())
    # paths that both rooms have
    shared = {"landing", "about", "contact", "contact_sent", "discover", "handoff_start"}
    for endpoint in (e for e in platform if e.name not in shared):
        response = blog_client(houses[0].tenant, houses[0].owner).get(endpoint.path)
        assert response.status_code == 404, endpoint
