"""For which names the proxy may fetch a certificate, and who may ask."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenants.domains.canonical import route, unroute
from tenants.domains.models import DomainClaim
from tenants.models import State, Tenant
from tests.conftest import BlogClient, MakeBlog
from tests.support.handoff import host_of

pytestmark = pytest.mark.django_db


def ask(domain: str, host: str = "localhost", **more: Any) -> int:
    return Client(HTTP_HOST=host).get("/internal/tls-ask", {"domain": domain}, **more).status_code


def test_our_own_names() -> None:
    for name in (settings.PLATFORM_HOST, f"www.{settings.PLATFORM_HOST}", settings.BLOGS_DOMAIN):
        assert ask(name) == 200
        assert ask(name.upper()) == 200


@pytest.mark.parametrize("state", [s for s in State if s != State.PURGED])
def test_every_address_that_shows_something(state: State, make_blog: MakeBlog) -> None:
    tenant = make_blog()
    Tenant.objects.filter(pk=tenant.pk).update(state=state)
    assert ask(host_of(tenant)) == 200


def test_an_old_address_that_leads_on(make_blog: MakeBlog) -> None:
    tenant = make_blog()
    old = f"before.{settings.BLOGS_DOMAIN}"
    tenant.domains.create(domain=old, skeleton=old, is_primary=False)
    assert ask(old) == 200


def test_not_a_blog_that_is_gone_for_good(make_blog: MakeBlog) -> None:
    tenant = make_blog()
    Tenant.objects.filter(pk=tenant.pk).update(state=State.PURGED)
    assert ask(host_of(tenant)) == 404


@pytest.mark.parametrize(
    "domain",
    ["", "nobody.inkstead.localhost", "a.b.inkstead.localhost", "example.org", "localhost",
     "127.0.0.1", "not a name", "x" * 300, "inkstead.localhost.example.org"],
)  # fmt: skip
def test_no_other_name(domain: str) -> None:
    assert ask(domain) == 404


def test_nobody_from_outside_is_answered(make_blog: MakeBlog, blog_client: BlogClient) -> None:
    tenant = make_blog()
    name = settings.PLATFORM_HOST
    assert ask(name, host=name) == 404
    assert ask(name, host=f"www.{name}") in {302, 404}
    assert ask(name, host=host_of(tenant)) == 404
    assert ask(name, HTTP_X_FORWARDED_FOR="203.0.113.7") == 404
    assert ask(name, HTTP_FORWARDED="for=203.0.113.7") == 404


def test_it_takes_one_query_in_public_and_no_redis(
    make_blog: MakeBlog, settings: Any, django_assert_num_queries: CaptureQueriesContext
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    host = host_of(make_blog())
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert ask(host) == 200


def test_a_domain_of_somebodys_own_once_it_is_proven(make_blog: MakeBlog) -> None:
    claim = DomainClaim.objects.create(tenant=make_blog(), domain="blog.example.com")
    assert ask("blog.example.com") == 404
    route(claim)
    assert ask("blog.example.com") == 200
    assert ask("BLOG.example.com.") == 200
    assert ask("x.blog.example.com") == 404
    unroute(claim)
    assert ask("blog.example.com") == 404
