"""Nothing here, in the blog's own look."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from pytest_django import Settings

from accounts.models import User
from blog.public.views.errors import not_found
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.writing import published

MISSING = ["/blog/no/", "/no/", "/category/no/", "/tag/no/", "/author/no/", "/blog/7777/"]
UNROUTED = ["/a/b/c/", "/no.txt", "/blog/a/b/"]


def test_it_wears_the_blogs_look(reader: Client) -> None:
    for path in [*MISSING, *UNROUTED]:
        page = reader.get(path)
        text = page.content.decode()
        assert page.status_code == 404
        assert "This page was never written." in text
        assert "Marginalia" in text
        assert path in text
        assert 'content="noindex"' in text


def test_it_does_so_also_while_debugging(reader: Client, settings: Settings) -> None:
    settings.DEBUG = True
    for path in MISSING:
        assert "This page was never written." in reader.get(path).content.decode()


def test_it_names_the_post_that_may_have_been_meant(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        published(alice, "What the river <keeps>")
    text = reader.get("/blog/what-the-rivr-keeps/").content.decode()
    assert '<a href="/blog/what-the-river-keeps/">What the river &lt;keeps&gt;</a>' in text
    assert "You may have been" not in reader.get("/blog/zzz/").content.decode()


def test_the_path_is_printed_as_text_and_not_at_any_length(reader: Client) -> None:
    text = reader.get("/blog/<script>alert(1)<script>/").content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    assert len(reader.get(f"/{'x' * 6000}/").content) < 12_000


def test_bytes_that_are_no_text_are_not_found(reader: Client) -> None:
    for path in ("/blog/%00/", "/%00/", "/blog/%ff%fe/", "/tag/%0a/", "/blog/?page=%00"):
        assert reader.get(path).status_code in {400, 404}


@pytest.mark.django_db
def test_outside_a_blog_it_is_a_plain_page() -> None:
    page = not_found(RequestFactory().get("/<b>/"), Http404())
    assert page.status_code == 404
    assert "&lt;b&gt;" in page.content.decode()
