"""Whom a post is for: every reading endpoint, each visibility, each kind of person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from blog.actions.inputs import PostInput
from blog.actions.publish_post import publish_post
from blog.actions.trash_post import trash_post
from blog.actions.update_post import update_post
from blog.due import run_one
from blog.models import Blog, Post
from blog.models.visibility import Visibility
from blog.share.keeping import digest_of
from tenants.actions.set_listing import set_listing
from tenants.db.scope import tenant_transaction
from tenants.discover.models import ListedPost
from tests.isolation.examples import BLOG
from tests.support.writing import draft, published

if TYPE_CHECKING:
    from django.test import Client

    from tenants.models import Tenant
    from tests.conftest import BlogClient, Join

CANARY = "canary"
ORIGIN = "http://alice.inkstead.localhost"
PEOPLE = {"stranger": False, "outsider": False, "contributor": True, "owner": True}

# Each endpoint is in exactly one of these.
AT_ITS_ADDRESS = {"post_detail", "post_markdown"}
BY_ITS_NUMBER = {"post_by_id"}
FOR_OTHER_SITES = {"share_picture", "oembed"}
LISTS = {"home", "post_list", "year", "category", "tag", "author", "search"}
MACHINES = {"llms", "sitemap_posts", "sitemap_rest"} | {
    f"{under}feed{kind}"
    for under in ("", "category_", "tag_", "author_")
    for kind in ("", "_rss", "_json")
}
ELSEWHERE = {
    "sitemap", "robots", "manifest", "favicon", "opensearch", "accent", "media", "page", "contact",
    "contact_sent", "preview", "login", "logout", "handoff_callback",
} | {name for name in BLOG if name.endswith("_archive")}  # fmt: skip


def shows(name: str, visibility: str, *, member: bool) -> bool:
    """What is promised."""
    everybodys, ours = visibility == Visibility.PUBLIC, visibility == Visibility.MEMBERS
    if name in AT_ITS_ADDRESS:
        return member or not ours
    if name in FOR_OTHER_SITES:
        return not ours
    if name in LISTS | BY_ITS_NUMBER:
        return everybodys or (ours and member)
    return everybodys and name in MACHINES


def test_every_endpoint_has_its_place() -> None:
    places = [AT_ITS_ADDRESS, BY_ITS_NUMBER, FOR_OTHER_SITES, LISTS, MACHINES, ELSEWHERE]
    named = [name for place in places for name in place]
    assert len(named) == len(set(named))
    assert set(named) == {name for name in BLOG if not name.startswith("studio:")}


@pytest.fixture
def clients(
    tenant: Tenant, alice: User, bob: User, charlie: User, join: Join, blog_client: BlogClient
) -> dict[str, Client]:
    """By the name of who asks."""
    User.objects.update(email_confirmed_at=timezone.now())
    set_listing(tenant, by=alice, listed=True)
    join(bob, tenant, "contributor")
    users = {"stranger": None, "outsider": charlie, "contributor": bob, "owner": alice}
    assert users.keys() == PEOPLE.keys()
    return {name: blog_client(tenant, user) for name, user in users.items()}


def make(by: User, visibility: str) -> Post:
    at = timezone.now() - timedelta(hours=1)
    fields = {"slug": CANARY, "new_category": CANARY, "tags": (CANARY, "sea")}
    return published(by, CANARY, f"{CANARY} words", at=at, visibility=visibility, **fields)


def told(answer: Any, path: str) -> bool:
    """Whether the canary is heard, beside the address that was asked for."""
    if answer.status_code == 301:
        return CANARY in answer["Location"]
    if answer.status_code != 200:
        assert CANARY not in answer.content.decode().replace(path, "")
        return False
    if answer["Content-Type"] == "image/png":
        return True
    return CANARY in answer.content.decode(errors="replace").replace(path, "")


def path_of(name: str, post: Post, blog: Blog) -> str:
    values: dict[str, Any] = {"slug": CANARY, "post_id": post.pk, "digest": digest_of(post, blog)}
    values |= {"number": 1, "archive": 1, "year": post.published_at.year}  # type: ignore[union-attr]
    values |= {**BLOG["accent"], **BLOG["media"]}
    if name.startswith("author"):
        values["slug"] = "alice"
    kwargs = {key: values[key] for key in BLOG[name]}
    return reverse(name, "inkstead.urls.blog", kwargs=kwargs)


@pytest.mark.parametrize("visibility", Visibility.values)
def test_everybody_sees_what_is_for_them_everywhere(
    tenant: Tenant, alice: User, clients: dict[str, Client], visibility: str
) -> None:
    with tenant_transaction(tenant):
        published(alice, "Before", at=timezone.now() - timedelta(days=2), tags=("sea",))
        post = make(alice, visibility)
        published(alice, "After", tags=("sea",))
        blog = Blog.objects.current()
        while run_one().ran:
            pass
    queries = {"oembed": {"url": f"{ORIGIN}/blog/{CANARY}/"}, "search": {"q": CANARY}}
    wrong = []
    for name in sorted(
        set().union(LISTS, MACHINES, AT_ITS_ADDRESS, BY_ITS_NUMBER, FOR_OTHER_SITES)
    ):
        path = path_of(name, post, blog)
        for person, client in clients.items():
            answer = client.get(path, queries.get(name, {}))
            # the search says what it was asked for
            heard = f"/blog/{CANARY}/" in answer.text if name == "search" else told(answer, path)
            if heard != shows(name, visibility, member=PEOPLE[person]):
                wrong.append((name, person, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("visibility", [Visibility.UNLISTED, Visibility.MEMBERS])
def test_no_other_page_tells_strangers_of_it(
    tenant: Tenant, alice: User, clients: dict[str, Client], visibility: str
) -> None:
    with tenant_transaction(tenant):
        published(alice, "Before", at=timezone.now() - timedelta(days=2), tags=("sea",))
        pk = make(alice, visibility).pk
        published(alice, "After", tags=("sea",))
        while run_one().ran:
            pass
    for person in ("stranger", "outsider"):
        for path in ("/blog/before/", "/blog/after/", "/blog/canari/", "/tag/sea/", f"/blog/{pk}/"):
            assert CANARY not in clients[person].get(path).text, path
        assert clients[person].get(f"/share/{pk}-0123456789abcdef.png").status_code == 404
    assert CANARY not in set(ListedPost.objects.values_list("title", flat=True))
    # those whom it is listed for find it beside its neighbours
    beside = clients["contributor"].get("/blog/after/").text
    assert (CANARY in beside) == (visibility == Visibility.MEMBERS)


def test_to_others_what_is_for_our_people_is_as_if_it_never_was(
    tenant: Tenant, alice: User, clients: dict[str, Client]
) -> None:
    with tenant_transaction(tenant):
        post = make(alice, Visibility.MEMBERS)
    for person in ("stranger", "outsider"):
        there = clients[person].get(f"/blog/{CANARY}/")
        nowhere = clients[person].get("/blog/nobody/")
        del there["Server-Timing"], nowhere["Server-Timing"]
        assert (there.status_code, there.headers) == (404, nowhere.headers)
        assert there.text.replace(CANARY, "nobody") == nowhere.text
    with tenant_transaction(tenant):
        trash_post(post, by=alice)
    assert clients["stranger"].get(f"/blog/{CANARY}/").status_code == 404


def test_an_old_address_leads_those_alone_whom_it_is_for(
    tenant: Tenant, alice: User, clients: dict[str, Client]
) -> None:
    with tenant_transaction(tenant):
        post = make(alice, Visibility.MEMBERS)
        data = PostInput(title="Moved", content="Words.", slug="moved")
        update_post(post, by=alice, data=data, version=post.version)
    assert clients["contributor"].get(f"/blog/{CANARY}/")["Location"] == "/blog/moved/"
    assert clients["stranger"].get(f"/blog/{CANARY}/").status_code == 404
    with tenant_transaction(tenant):
        trash_post(Post.objects.get(pk=post.pk), by=alice)
    assert clients["stranger"].get(f"/blog/{CANARY}/").status_code == 404


def test_search_engines_are_kept_from_what_is_in_no_list(
    tenant: Tenant, alice: User, clients: dict[str, Client]
) -> None:
    with tenant_transaction(tenant):
        make(alice, Visibility.UNLISTED)
        published(alice, "For all")
    page = clients["stranger"].get(f"/blog/{CANARY}/")
    assert page["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.text
    assert "/category/" not in page.text  # whose page is not there: it holds nothing else
    assert "X-Robots-Tag" not in clients["stranger"].get("/blog/for-all/")
    assert "robots" not in clients["stranger"].get("/blog/for-all/").text


def test_what_our_people_get_is_stored_by_nobody(
    tenant: Tenant, alice: User, clients: dict[str, Client]
) -> None:
    with tenant_transaction(tenant):
        make(alice, Visibility.MEMBERS)
    for path in (f"/blog/{CANARY}/", f"/blog/{CANARY}.md", "/", "/blog/", f"/tag/{CANARY}/"):
        answer = clients["contributor"].get(path)
        assert CANARY in answer.text
        assert "Inkstead-Keep" not in answer
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert "og:title" not in clients["contributor"].get(f"/blog/{CANARY}/").text


@pytest.mark.parametrize("visibility", [Visibility.UNLISTED, Visibility.MEMBERS])
def test_a_change_counts_at_once(
    tenant: Tenant, alice: User, clients: dict[str, Client], visibility: str
) -> None:
    with tenant_transaction(tenant):
        post = make(alice, Visibility.PUBLIC)
        while run_one().ran:
            pass
    assert ListedPost.objects.filter(tenant=tenant, title=CANARY).exists()
    with tenant_transaction(tenant):
        data = PostInput(title=CANARY, content="Words.", visibility=visibility)
        post = update_post(post, by=alice, data=data, version=post.version)
        while run_one().ran:
            pass
    assert not ListedPost.objects.filter(tenant=tenant, title=CANARY).exists()
    assert CANARY not in clients["stranger"].get("/").text
    status = clients["stranger"].get(f"/blog/{CANARY}/").status_code
    assert status == (200 if visibility == Visibility.UNLISTED else 404)


def test_whoever_says_nothing_of_it_leaves_it_as_it_is(tenant: Tenant, alice: User) -> None:
    with tenant_transaction(tenant):
        post = make(alice, Visibility.MEMBERS)
        data = PostInput(title="Other", content="Words.")
        assert update_post(post, by=alice, data=data, version=post.version).visibility == "members"


def test_what_waits_for_its_time_is_nobodys_yet(
    tenant: Tenant, alice: User, clients: dict[str, Client]
) -> None:
    with tenant_transaction(tenant):
        for number, visibility in enumerate(Visibility.values):
            post = draft(alice, f"{CANARY} {number}", visibility=visibility)
            publish_post(post, by=alice, at=timezone.now() + timedelta(hours=1))
    for client in clients.values():
        for number in range(3):
            assert client.get(f"/blog/{CANARY}-{number}/").status_code == 404
        assert CANARY not in client.get("/").text
