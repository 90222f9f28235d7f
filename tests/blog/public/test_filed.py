"""Categories, tags and authors."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from blog.models import Author, Category
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.writing import published


@pytest.fixture
def filed(tenant: Tenant, alice: User) -> None:
    """Twelve posts in one place, one elsewhere."""
    with tenant_transaction(tenant):
        Author.objects.update(bio="Repairs books.")
        other = Author.objects.create(name="Somebody", slug="somebody")
        for number in range(12):
            published(alice, f"Walk {number:02}", new_category="Walking", tags=("C++",))
        Category.objects.filter(slug="walking").update(description="On foot.")
        published(alice, "Elsewhere", new_category="Books", tags=("Lisbon",), author=other)


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/category/walking/", ["<title>Walking · Marginalia</title>", "On foot."]),
        ("/tag/c/", ["<title>C++ · Marginalia</title>", "Tagged C++"]),
        ("/author/alice/", ["<title>Alice · Marginalia</title>", "Repairs books."]),
    ],
)
def test_it_lists_its_own_posts_page_by_page(reader: Client, path: str, words: list[str]) -> None:
    first = reader.get(path).content.decode()
    assert all(word in first for word in words)
    assert "Posts 1 to 10 of 12, newest first" in first
    assert "Elsewhere" not in first
    second = reader.get(path, {"page": 2}).content.decode()
    assert second.count("<article") == 2
    assert "page 2 · Marginalia" in second
    assert reader.get(path, {"page": 3}).status_code == 404


@pytest.mark.parametrize("path", ["/category/notes/", "/tag/no/", "/author/alice/", "/author/no/"])
def test_one_without_public_posts_is_not_there(reader: Client, path: str) -> None:
    assert reader.get(path).status_code == 404
