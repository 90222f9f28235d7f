"""Fifty at once with one code: exactly one session."""

from __future__ import annotations

from threading import Barrier

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Session, User
from tests.conftest import BlogClient, MakeBlog
from tests.support.facts import record
from tests.support.handoff import code_for, host_of
from tests.support.hands import Hands

ATTEMPTS = 50
THREADS = 10  # a pool holds 16 connections; the rest queue up behind these


@pytest.mark.django_db(transaction=True)
def test_fifty_redemptions_at_once_make_one_session(
    make_blog: MakeBlog, platform_client: BlogClient, blog_client: BlogClient, alice: User
) -> None:
    tenant = make_blog("alice", alice)
    blog = blog_client(tenant)
    code = code_for(platform_client(alice), blog)
    verifier = blog.cookies[settings.HANDOFF_COOKIE_NAME].value
    host, start = host_of(tenant), Barrier(THREADS)

    def redeem_once(_number: int) -> int:
        client = Client(HTTP_HOST=host)
        client.cookies[settings.HANDOFF_COOKIE_NAME] = verifier
        start.wait(timeout=60)
        return client.get("/handoff/", {"code": code}).status_code

    with Hands(THREADS) as pool:
        statuses = sorted(pool.map(redeem_once, range(ATTEMPTS)))
    assert statuses == [302] + [400] * (ATTEMPTS - 1)
    assert Session.objects.filter(tenant_id=tenant.id).count() == 1
    record("hand-off: one code at once", attempts=ATTEMPTS, sessions=1)
