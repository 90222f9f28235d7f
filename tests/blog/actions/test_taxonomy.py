"""Categories and authors come and go; posts stay."""

from __future__ import annotations

import pytest

from accounts.models import User
from blog.actions.delete_author import delete_author
from blog.actions.delete_category import delete_category
from blog.actions.errors import NameRefused
from blog.actions.save_author import save_author
from blog.actions.save_category import save_category
from blog.models import Author, Category, Post
from tenants.models import Tenant
from tests.support.writing import published


def test_a_category_is_made_and_renamed_with_its_address_kept(inside: Tenant, alice: User) -> None:
    category = save_category(None, by=alice, name=" Walking ", description="On  foot.")
    assert (category.name, category.slug, category.description) == (
        "Walking",
        "walking",
        "On foot.",
    )
    save_category(category, by=alice, name="Long walks")
    assert Category.objects.get(pk=category.pk).slug == "walking"
    assert save_category(category, by=alice, name="Long walks", slug="far").slug == "far"


def test_two_of_one_name_get_two_addresses(inside: Tenant, alice: User) -> None:
    slugs = [save_category(None, by=alice, name="Walking").slug for _ in range(2)]
    assert slugs == ["walking", "walking-2"]
    assert [save_author(None, by=alice, name="Ines").slug for _ in range(2)] == ["ines", "ines-2"]


@pytest.mark.parametrize("name", ["", " \n ", "x" * 81])
def test_a_name_is_needed(inside: Tenant, alice: User, name: str) -> None:
    with pytest.raises(NameRefused):
        save_category(None, by=alice, name=name)
    with pytest.raises(NameRefused):
        save_author(None, by=alice, name=name)


def test_an_author_has_something_said_about_them(inside: Tenant, alice: User) -> None:
    author = save_author(None, by=alice, name="Ines", slug="io", bio=" Repairs books.\r\nReads. ")
    assert (author.slug, author.bio) == ("io", "Repairs books.\nReads.")


def test_deleting_a_category_keeps_its_posts(inside: Tenant, alice: User) -> None:
    post = published(alice, new_category="Walking")
    assert post.category is not None
    delete_category(post.category, by=alice)
    kept = Post.objects.published().get(pk=post.pk)
    assert kept.category is None
    assert not Category.objects.filter(name="Walking").exists()


def test_deleting_an_author_keeps_their_posts(inside: Tenant, alice: User) -> None:
    author = Author.objects.get(user_id=alice.id)
    post = published(alice)
    delete_author(author, by=alice)
    kept = Post.objects.published().get(pk=post.pk)
    assert kept.author is None
    assert Author.objects.count() == 0
