"""Old addresses lead on: in one hop, for good, and only to what readers may see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.actions.add_move import add_move
from blog.actions.create_page import create_page
from blog.actions.delete_category import delete_category
from blog.actions.inputs import PageInput, PostInput
from blog.actions.publish_post import publish_post
from blog.actions.remove_move import remove_move
from blog.actions.save_author import save_author
from blog.actions.save_category import save_category
from blog.actions.trash_page import trash_page
from blog.actions.trash_post import trash_post
from blog.actions.unpublish_post import unpublish_post
from blog.actions.update_page import update_page
from blog.actions.update_post import update_post
from blog.models import Author, Category, Move, Page, Post
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.writing import draft, published


def rename(post: Post, slug: str, by: User) -> Post:
    data = PostInput(title=post.title, content=post.content, slug=slug, category=post.category)
    return update_post(post, by=by, data=data, version=post.version)


def leads(reader: Client, path: str) -> str:
    answer = reader.get(path)
    assert answer.status_code == 301, (path, answer.status_code)
    assert answer["Cache-Control"] == "no-cache"
    return str(answer["Location"])


def status(reader: Client, path: str) -> int:
    return reader.get(path).status_code


def test_renamed_thrice_every_old_address_leads_on_in_one_hop(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        post = published(alice, "Salt", slug="one")
        for slug in ("two", "three", "four"):
            post = rename(post, slug, alice)
    for old in ("one", "two", "three"):
        assert leads(reader, f"/blog/{old}/") == "/blog/four/"
    assert leads(reader, "/blog/one/?a=1&b=%2F") == "/blog/four/?a=1&b=%2F"
    assert reader.head("/blog/one/").status_code == 301
    assert reader.post("/blog/one/").status_code == 405
    assert status(reader, "/blog/four/") == 200


def test_back_to_its_first_address_there_is_no_loop(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        post = published(alice, "Salt", slug="one")
        for slug in ("two", "one"):
            post = rename(post, slug, alice)
    assert status(reader, "/blog/one/") == 200
    assert leads(reader, "/blog/two/") == "/blog/one/"


def test_two_that_swap_addresses_are_found_at_both(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        first, second = published(alice, "A", slug="aa"), published(alice, "B", slug="bb")
        first = rename(first, "cc", alice)
        second = rename(second, "aa", alice)
        rename(first, "bb", alice)
        assert list(Move.objects.values_list("path", flat=True)) == ["/blog/cc"]
    assert "<h1" in reader.get("/blog/aa/").text
    assert leads(reader, "/blog/cc/") == "/blog/bb/"


def test_pages_categories_and_authors_move_as_well(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        page = Page.objects.get(slug="about")
        data = PageInput(title="About", content="", slug="über-uns", position=1)
        update_page(page, by=alice, data=data, version=page.version)
        published(alice, "Salt", new_category="Walking")
        save_category(Category.objects.get(slug="walking"), by=alice, name="Hills", slug="hills")
        save_author(Author.objects.get(), by=alice, name="Alice", slug="alice-b")
    assert leads(reader, "/about/") == "/uber-uns/"
    assert leads(reader, "/category/walking/?page=2") == "/category/hills/?page=2"
    assert leads(reader, "/author/alice/") == "/author/alice-b/"


def test_an_address_in_any_script_moves(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        rename(published(alice, "塩"), "соль", alice)
    answer = reader.get("/blog/塩/", follow=True)
    assert answer.redirect_chain == [("/blog/%D1%81%D0%BE%D0%BB%D1%8C/", 301)]
    assert answer.status_code == 200


def test_the_new_owner_of_an_address_keeps_it(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        rename(published(alice, "Salt", slug="one"), "two", alice)
        waiting = draft(alice, "Other", slug="one")
    assert leads(reader, "/blog/one/") == "/blog/two/"  # a draft takes nothing from readers
    with tenant_transaction(tenant):
        publish_post(Post.objects.get(pk=waiting.pk), by=alice)
        assert not Move.objects.exists()
    assert "Other" in reader.get("/blog/one/").text


def test_a_draft_that_was_never_public_leaves_no_trace(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        rename(draft(alice, "Secret", slug="secret"), "other", alice)
        post = draft(alice, "Later", slug="later")
        publish_post(post, by=alice, at=timezone.now() + timedelta(days=1))
        rename(post, "even-later", alice)
        assert not Move.objects.exists()
    assert status(reader, "/blog/secret/") == 404


def _trash(post: Post, by: User) -> Any:
    return trash_post(post, by=by)


def _unpublish(post: Post, by: User) -> Any:
    return unpublish_post(post, by=by)


def _purge(post: Post, by: User) -> Any:
    return Post.objects.filter(pk=post.pk).delete()


@pytest.mark.parametrize(("deed", "said"), [(_trash, 410), (_unpublish, 404), (_purge, 410)])
def test_an_old_address_of_what_is_hidden_tells_no_new_one(
    tenant: Tenant,
    alice: User,
    reader: Client,
    deed: Callable[[Post, User], Any],
    said: int,
) -> None:
    with tenant_transaction(tenant):
        post = rename(published(alice, "Salt", slug="one"), "two-canary", alice)
        deed(post, alice)
    answer = reader.get("/blog/one/")
    assert answer.status_code == said
    assert "canary" not in answer.text
    assert 'content="noindex"' in answer.text


def test_what_was_public_and_is_in_the_trash_is_gone_not_unknown(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        trash_post(published(alice, "Salt"), by=alice)
        trash_post(draft(alice, "Never"), by=alice)
        trash_page(create_page(by=alice, data=PageInput(title="Old", content="")), by=alice)
    for path in ("/blog/salt/", "/old/"):
        answer = reader.get(path)
        assert answer.status_code == 410
        assert "This page was taken down." in answer.text
    assert status(reader, "/blog/never/") == 404


def test_a_deleted_category_is_gone_if_readers_ever_saw_it(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        published(alice, "Salt", new_category="Walking")
        draft(alice, "Secret", new_category="Hidden")
        for row in Category.objects.all():
            delete_category(row, by=alice)
    assert status(reader, "/category/walking/") == 410
    assert status(reader, "/category/hidden/") == 404


def test_a_category_without_public_posts_is_not_led_to(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        post = published(alice, "Salt", new_category="Walking")
        save_category(Category.objects.get(slug="walking"), by=alice, name="Hills", slug="hills")
        unpublish_post(post, by=alice)
    assert status(reader, "/category/walking/") == 404


def test_a_path_of_an_older_site_leads_on_until_it_is_removed(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        post = published(alice, "Salt")
        move = add_move(by=alice, path="/2019/05/salt.html", target=post)
        rename(post, "sea-salt", alice)
    for path in ("/2019/05/salt.html", "/2019/05/salt.html/"):
        assert leads(reader, path) == "/blog/sea-salt/"
    with tenant_transaction(tenant):
        remove_move(Move.objects.get(pk=move.pk), by=alice)
    assert status(reader, "/2019/05/salt.html") == 404


def test_odd_paths_are_only_not_found(reader: Client) -> None:
    for path in ("/" + "x" * 5_000, "/blog/%00/", "/%ff%fe/", "/\\example.org"):
        assert status(reader, path) in {400, 404}
