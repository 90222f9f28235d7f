"""Every POST is of a kind, and what takes something away has its way back, or asks first."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.actions.inputs import Words
from blog.actions.keep_words import keep_words
from blog.contact.models import Message
from blog.media.models import Picture
from blog.models import Author, Category, Move, Page, Post, PreviewLink, Tag
from tenants.db.scope import tenant_transaction
from tenants.domains.canonical import choose_canonical, route
from tenants.domains.models import DomainClaim
from tenants.models import Membership, Tenant
from tests.conftest import BlogClient, MakeBlog
from tests.gallery.kinds import ASKED, POSTS, UNDO
from tests.gallery.walk import Shown
from tests.isolation.examples import ADMIN, BLOG, KEY, PLATFORM, endpoints
from tests.isolation.test_endpoints import allauth_examples
from tests.support.admin import admin_client

pytestmark = pytest.mark.django_db
PUBLIC = settings.PUBLIC_SCHEMA_URLCONF
TAKES_NO_POST = {404, 405}
LEADS_ON = {"account_signup", "admin:index"}  # the same whatever the method


@pytest.fixture
def tenant(make_blog: MakeBlog, alice: User, bob: User) -> Tenant:
    tenant = make_blog("alice", owner=alice, name="Alice writes")
    Membership.objects.create(user=bob, tenant=tenant, role="author")
    with tenant_transaction(tenant):
        for model in (Post, Page, Category, Author):
            model.objects.all().delete()
        category = Category.objects.create(id=1, name="One", slug="same")
        Category.objects.create(id=2, name="Two", slug="two")
        author = Author.objects.create(id=1, name="One", slug="same")
        post = Post.objects.create(
            id=1,
            title="One",
            slug="same",
            content="x",
            status="published",
            published_at=timezone.now(),
            category=category,
            author=author,
            created_by_id=alice.id,
            pinned=2,
        )
        for number, name in ((1, "salt"), (2, "sea")):
            Tag.objects.create(id=number, name=name, slug=name)
        for number, place in ((2, 1), (3, 3)):
            Post.objects.create(id=number, title="On top", slug=f"top-{number}", pinned=place)
        ends_at = timezone.now() + timedelta(days=7)
        PreviewLink.objects.create(id=1, post=post, token_hash=b"x", ends_at=ends_at)
        keep_words(post, by=alice, words=Words(title="One", content="y"), version=1)
        for number in (1, 2, 3):
            Page.objects.create(
                id=number, title=f"P{number}", slug=f"p{number}", content="x", position=number
            )
        Picture.objects.create(
            key=KEY, name="pier", kind="PNG", width=1, height=1, size=1, created_by_id=alice.id
        )
        Move.objects.create(path="/old", kind="post", target_id=1)
        Message.objects.create(id=1, name="Dora", email="d@x.example", text="Hello")
    return tenant


def test_every_post_is_of_a_kind(
    tenant: Tenant, alice: User, blog_client: BlogClient, platform_client: BlogClient
) -> None:
    """An endpoint that knows no POST says so, by 405 or by not being there."""
    taking = set()
    for make_client, urlconf, examples in (
        (partial(blog_client, tenant, alice), settings.ROOT_URLCONF, BLOG),
        (partial(platform_client, alice), PUBLIC, PLATFORM | allauth_examples()),
        (partial(fresh_admin, alice), PUBLIC, ADMIN),
    ):
        found = endpoints(urlconf, {**PLATFORM, **ADMIN, **allauth_examples(), **examples})
        for endpoint in (e for e in found if e.name in examples):
            alice.refresh_from_db()  # the one before may have signed her out
            client = make_client()
            response = client.post(endpoint.path, headers={"origin": origin(client)})
            if response.status_code not in TAKES_NO_POST:
                taking.add(endpoint.name)
    assert taking - POSTS.keys() - LEADS_ON == set(), "say in kinds.py what it does"


def fresh_admin(user: User) -> Client:
    """Inside the wall, whatever was done to the factor before."""
    Authenticator.objects.filter(user=user).delete()
    return admin_client(user)


def origin(client: Client) -> str:
    return f"http://{client.defaults['HTTP_HOST']}"


STUDIO = {
    "post_unpublish": "posts/1/unpublish/",
    "post_trash": "posts/1/trash/",
    "post_pin": "posts/1/pin/",
    "post_unpin": "posts/1/unpin/",
    "pin_up": "posts/1/pin/up/",
    "pin_down": "posts/1/pin/down/",
    "preview_link_revoke": "posts/1/links/1/revoke/",
    "revision_restore": "posts/1/revisions/1/restore/",
    "changes_drop": "posts/1/changes/drop/",
    "page_up": "pages/2/up/",
    "page_down": "pages/2/down/",
    "page_trash": "pages/1/trash/",
    "picture_trash": f"media/{KEY}/trash/",
    "message_spam": "messages/1/spam/",
    "message_trash": "messages/1/trash/",
    "category_delete": "categories/1/delete/",
    "category_merge": "categories/1/merge/",
    "category_up": "categories/2/up/",
    "category_down": "categories/1/down/",
    "tag_merge": "tags/1/merge/",
    "tag_delete": "tags/1/delete/",
    "posts_many": "posts/many/",
    "navigation_up": "pages/navigation/page-2/up/",
    "navigation_down": "pages/navigation/page-2/down/",
    "navigation_take": "pages/navigation/page-2/take/",
    "navigation_put": "pages/navigation/category-1/put/",
    "author_delete": "authors/1/delete/",
    "move_remove": "moves/1/remove/",
    "team_remove": "",
    "invitation_revoke": "",
    "domain_main": "settings/domain/{other}/main/",
    "domain_remove": "settings/domain/{first}/remove/",
}


SENT: dict[str, dict[str, str]] = {
    "category_merge": {"into": "2"},
    "tag_merge": {"into": "sea"},
    "posts_many": {"do": "trash", "picked": "1-2"},
}


def works_at_two(tenant: Tenant) -> dict[str, UUID]:
    """Two domains that work, readers being led to the first."""
    ids = {}
    for name in ("first", "other"):
        claim = DomainClaim.objects.create(
            tenant=tenant, domain=f"{name}.example.com", state="live", verified_at=timezone.now()
        )
        route(claim)
        ids[name] = claim.pk
    choose_canonical(tenant.pk)
    return ids


def test_the_table_below_has_all_that_the_studio_takes_away() -> None:
    named = {name.removeprefix("studio:") for name, kind in POSTS.items() if kind == UNDO}
    assert {name for name in named if not name.startswith("admin:")} == STUDIO.keys()


@pytest.mark.parametrize("name", STUDIO)
def test_the_studio_offers_undo_and_it_works(
    name: str, tenant: Tenant, alice: User, bob: User, blog_client: BlogClient
) -> None:
    client, path = blog_client(tenant, alice), f"/studio/{STUDIO[name]}"
    if name == "team_remove":
        path = f"/studio/team/{bob.pk}/remove/"
    if name == "invitation_revoke":
        client.post("/studio/team/invite/", {"role": "author", "do": "link"})
        found = re.search(
            r"/studio/team/invitations/[\w-]+/revoke/", client.get("/studio/team/").text
        )
        assert found is not None
        path = found[0]
    if name.startswith("domain_"):
        path = path.format(**works_at_two(tenant))
    answer = client.post(path, SENT.get(name, {}), follow=True)
    undo = re.search(r'form="deed" formaction="([^"]+)"', answer.text)
    assert answer.status_code == 200
    assert undo is not None, "no Undo"
    assert client.post(undo[1], follow=True).status_code == 200


def test_what_cannot_be_undone_is_asked_about_on_a_page(pages: list[Shown]) -> None:
    for name in (name for name, kind in POSTS.items() if kind == ASKED):
        asking = [page for page in pages if page.endpoint == name and not page.posted]
        assert asking, f"{name} has no page that asks"
        assert all('method="post"' in page.html for page in asking)
