"""A session id that somebody planted before the sign-in opens nothing after it; a stolen one opens
nothing on another host."""

from __future__ import annotations

from itertools import permutations

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from accounts.models import Session, User
from accounts.sessions import SessionStore
from tenants.models import Domain, Tenant
from tests.conftest import PASSWORD, BlogClient, MakeBlog
from tests.support.admin import code_now, give_factor
from tests.support.handoff import code_for, host_of, redeem

pytestmark = pytest.mark.django_db
COOKIE = settings.SESSION_COOKIE_NAME
MADE_UP = "k" * 32
CUSTOM = "salt.example"
INSIDE = {True: "/blogs/", False: "/studio/posts/"}  # on the platform's host, on a blog's


def plant(client: Client, tenant: Tenant | None, *, known: bool) -> str:
    """Put a session of the attacker's into the browser: one that there is, or a made-up key."""
    key = MADE_UP
    if known:
        store = SessionStore(host=str(client.defaults["HTTP_HOST"]), tenant_id=tenant and tenant.pk)
        store["planted"] = "by the attacker"
        store.save()
        key = str(store.session_key)
    client.cookies[COOKIE] = key
    return key


def key_of(client: Client) -> str:
    return str(client.cookies[COOKIE].value)


def with_key(host: str, key: str) -> Client:
    client = Client(HTTP_HOST=host)
    client.cookies[COOKIE] = key
    return client


def is_inside(client: Client) -> bool:
    on_platform = client.defaults["HTTP_HOST"] == settings.PLATFORM_HOST
    return client.get(INSIDE[on_platform]).status_code == 200


def assert_left_behind(client: Client, planted: str) -> None:
    """The browser is signed in under another key, and whoever knows the planted one is nobody."""
    assert is_inside(client)
    assert key_of(client) != planted
    assert not Session.objects.filter(pk=planted).exists()
    assert not is_inside(with_key(str(client.defaults["HTTP_HOST"]), planted))


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    cache.clear()
    return make_blog("alice", alice)


@pytest.mark.parametrize("known", [True, False])
def test_planted_on_the_platforms_host(
    known: bool, platform_client: BlogClient, alice: User
) -> None:
    client = platform_client()
    planted = plant(client, None, known=known)
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert_left_behind(client, planted)


@pytest.mark.parametrize("known", [True, False])
def test_planted_on_a_blogs_host(
    known: bool, platform_client: BlogClient, blog_client: BlogClient, blog: Tenant, alice: User
) -> None:
    client = blog_client(blog)
    planted = plant(client, blog, known=known)
    assert redeem(client, code_for(platform_client(alice), client)).status_code == 302
    assert_left_behind(client, planted)


@pytest.mark.parametrize("known", [True, False])
def test_planted_before_an_admin_signs_in_with_both_factors(
    known: bool, platform_client: BlogClient, alice: User
) -> None:
    cache.clear()
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    give_factor(alice)
    client = platform_client()
    planted = plant(client, None, known=known)
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    half_way = key_of(client)
    assert client.get("/admin/").status_code == 302
    assert client.post("/accounts/second/code/", {"code": code_now()}).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert_left_behind(client, planted)
    if half_way != key_of(client):
        assert_left_behind(client, half_way)
    for key in {planted, half_way} - {key_of(client)}:
        assert with_key(settings.PLATFORM_HOST, key).get("/admin/").status_code == 302


def test_stolen_from_any_host_it_opens_no_other_and_ends(
    platform_client: BlogClient, blog_client: BlogClient, blog: Tenant, make_blog: MakeBlog,
    alice: User,
) -> None:  # fmt: skip
    """Also on a name of the blog's own, which the platform's host and cookie have no part in."""
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    other = make_blog("other", alice)
    Domain.objects.create(
        tenant=blog, domain=CUSTOM, skeleton=CUSTOM, is_primary=False, is_custom=True
    )
    homes: dict[str, BlogClient | Tenant] = {
        settings.PLATFORM_HOST: platform_client, host_of(blog): blog, host_of(other): other
    }  # fmt: skip
    for home, thief in [*permutations(homes, 2), *((home, CUSTOM) for home in homes)]:
        place = homes[home]
        owner = blog_client(place, alice) if isinstance(place, Tenant) else platform_client(alice)
        assert is_inside(owner), home
        key = key_of(owner)
        stolen = with_key(thief, key)
        assert not is_inside(stolen), (home, thief)
        if thief == settings.PLATFORM_HOST:
            assert stolen.get("/admin/").status_code in {302, 404}
        if not Session.objects.filter(pk=key).exists():
            assert not is_inside(owner), "who has it twice has it nowhere"
