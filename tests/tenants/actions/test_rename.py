"""Another name, another address: the old one leads there for good, and nobody else gets it."""

from __future__ import annotations

import pytest

from accounts.models import User
from journal.models import AuditEntry
from tenants.actions.change import Refused
from tenants.actions.create_tenant import AddressTaken, create_tenant
from tenants.actions.rename_tenant import rename_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.models import Domain, Tenant
from tests.conftest import BlogClient, MakeBlog
from tests.support.handoff import code_for, redeem

pytestmark = pytest.mark.django_db

OLD, NEW = "alice.inkstead.localhost", "night-ferry.inkstead.localhost"


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", alice)


def rename(blog: Tenant, **fields: str) -> Tenant:
    return rename_tenant(blog, by=None, reason="because", **fields)


def test_both_at_once_leave_one_entry(blog: Tenant) -> None:
    before = AuditEntry.objects.count()
    row = rename(blog, name=" Night  Ferry ", address="Night-Ferry")
    assert row.name == "Night Ferry"
    assert dict(blog.domains.values_list("domain", "is_primary")) == {OLD: False, NEW: True}
    assert AuditEntry.objects.count() == before + 1
    details = AuditEntry.objects.get(action="tenant.renamed").details
    assert (details["name_before"], details["name_now"]) == ("Alice", "Night Ferry")
    assert (details["address_before"], details["address_now"]) == (OLD, NEW)


def test_readers_see_the_new_name(blog: Tenant, blog_client: BlogClient) -> None:
    rename(blog, name="Night Ferry")
    page = blog_client(blog).get("/").content.decode()
    assert "Night Ferry" in page
    assert "<title>Alice" not in page


def test_the_old_address_leads_to_the_new_one(blog: Tenant, blog_client: BlogClient) -> None:
    reader = blog_client(blog)
    rename(blog, address="night-ferry")
    for ask in (reader.get, reader.head):
        response = ask("/blog/?page=2&q=%C3%A9")
        assert response.status_code == 301
        assert response["Location"] == f"http://{NEW}/blog/?page=2&q=%C3%A9"
        assert response["Cache-Control"] == "no-cache"
    assert reader.get("/blog/", headers={"host": NEW}).status_code == 200


def test_a_form_that_was_open_is_still_taken_at_the_old_address(
    blog: Tenant, alice: User, blog_client: BlogClient
) -> None:
    writer = blog_client(blog, alice)
    rename(blog, address="night-ferry")
    response = writer.post("/studio/preview/", {"content": "*salt*"})
    assert response.status_code == 200
    assert "<em>salt</em>" in response.content.decode()


def test_a_suspended_blog_says_so_at_both(blog: Tenant, blog_client: BlogClient) -> None:
    reader = blog_client(blog)
    rename(blog, address="night-ferry")
    suspend_tenant(blog, by=None, reason="because")
    assert reader.get("/").status_code == 403
    assert reader.get("/", headers={"host": NEW}).status_code == 403


def test_one_signs_in_at_the_new_address(
    blog: Tenant, alice: User, blog_client: BlogClient, platform_client: BlogClient
) -> None:
    rename(blog, address="night-ferry")
    blog.refresh_from_db()
    platform, studio = platform_client(alice), blog_client(blog)
    assert studio.defaults["HTTP_HOST"] == NEW
    assert redeem(studio, code_for(platform, studio)).status_code == 302
    assert studio.get("/studio/posts/").status_code == 200
    assert NEW in platform.get("/blogs/").content.decode()


def test_the_old_address_never_becomes_free(blog: Tenant, bob: User, make_blog: MakeBlog) -> None:
    rename(blog, address="night-ferry")
    for taken in ("alice", "night-ferry", "nightferry"):
        with pytest.raises(AddressTaken):
            create_tenant(by=bob, name="Other", address=taken)
    other = make_blog("other-one", bob)
    with pytest.raises(Refused, match="already"):
        rename(other, address="alice")
    assert Domain.objects.get(domain=OLD).tenant == blog


def test_an_address_it_had_may_be_first_again(blog: Tenant, blog_client: BlogClient) -> None:
    reader = blog_client(blog)
    rename(blog, address="night-ferry")
    rename(blog, address=OLD)
    assert dict(blog.domains.values_list("domain", "is_primary")) == {OLD: True, NEW: False}
    assert reader.get("/").status_code == 200
    assert reader.get("/", headers={"host": NEW}).status_code == 301


BAD = ["ab", "-abc", "www", "adm1n", "a" * 64, "a_b", "x.y", "ab--cd"]


@pytest.mark.parametrize("address", BAD)
def test_names_are_checked_as_at_sign_up(address: str, blog: Tenant) -> None:
    with pytest.raises(Refused):
        rename(blog, name="Other", address=address)
    assert Tenant.objects.get(pk=blog.pk).name == "Alice"
    assert blog.domains.get().domain == OLD


@pytest.mark.parametrize("fields", [{}, {"name": "Alice"}, {"address": "alice"}, {"name": " "}])
def test_nothing_new_is_refused(fields: dict[str, str], blog: Tenant) -> None:
    with pytest.raises(Refused, match="already"):
        rename(blog, **fields)


@pytest.mark.parametrize("name", ["x" * 121, "a\x00b"])
def test_a_name_that_cannot_be(name: str, blog: Tenant) -> None:
    with pytest.raises(Refused):
        rename(blog, name=name)
