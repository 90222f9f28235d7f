"""Readers look; they do not send. They get no cookie for it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.writing import published

PATHS = [
    "/",
    "/blog/",
    "/blog/one/",
    "/category/walking/",
    "/tag/sea/",
    "/author/alice/",
    "/about/",
    "/feed.xml",
    "/blog/nowhere/",
]


@pytest.fixture(autouse=True)
def one(tenant: Tenant, alice: User) -> None:
    """A post that stands under all of PATHS."""
    with tenant_transaction(tenant):
        published(alice, "One", new_category="Walking", tags=("sea",))


def test_head_is_get_without_the_body(reader: Client) -> None:
    for path in PATHS:
        got, head = reader.get(path), reader.head(path)
        assert head.status_code == got.status_code
        assert head.content == b""
        assert head.headers["Content-Type"] == got.headers["Content-Type"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_else_is_allowed(reader: Client, method: str) -> None:
    for path in [*PATHS, "/blog/1/"]:
        answer = getattr(reader, method)(path)
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD"


def test_no_cookie_is_set(reader: Client) -> None:
    for path in PATHS:
        assert not reader.get(path).cookies


def test_nothing_runs_and_nothing_is_styled_inside_the_page(reader: Client) -> None:
    for path in PATHS:
        text = reader.get(path).content.decode()
        scripts = re.findall(r"<script[^>]*>(?!</script>)", text)
        assert set(scripts) <= {'<script type="application/ld+json">'}  # which is data
        assert all(
            source.startswith("/static/") for source in re.findall(r'<script src="([^"]*)', text)
        )
        assert "<style" not in text
        assert " style=" not in text
