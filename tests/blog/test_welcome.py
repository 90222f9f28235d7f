"""What a new blog begins with."""

from __future__ import annotations

from accounts.models import User
from blog.models import Author, Blog, Category, Page, Post
from tenants.db.scope import tenant_connection, tenant_transaction
from tenants.models import Tenant
from tests.conftest import MakeBlog


def test_it_has_its_name_a_category_two_pages_and_a_draft(make_blog: MakeBlog, alice: User) -> None:
    tenant = make_blog("alice", owner=alice, name="Marginalia")
    with tenant_transaction(tenant):
        post = Post.objects.select_related("category", "author").get()
        assert Blog.objects.current().name == "Marginalia"
        assert Category.objects.get() == post.category
        assert Author.objects.get() == post.author == Author.objects.of_user(alice.id)
        assert list(Page.objects.values_list("slug", flat=True)) == ["about", "contact"]
        assert (post.status, post.created_by_id) == ("draft", alice.id)
        assert "<table" in post.content_html
        assert not Post.objects.published().exists()


def test_the_byline_is_never_the_e_mail_address(make_blog: MakeBlog) -> None:
    tenant: Tenant = make_blog("marginalia", name="N" * 120)
    with tenant_transaction(tenant):
        assert Author.objects.get().name == "N" * 80


def test_it_takes_few_round_trips(alice: User, make_blog: MakeBlog) -> None:
    from blog.welcome import welcome

    tenant = make_blog("alice", owner=alice)
    with tenant_transaction(tenant):
        for model in (Post, Page, Author, Category, Blog):
            model._base_manager.all()._raw_delete("default")
        before = tenant_connection().round_trips
        welcome(tenant, alice)
        # what is due is two: the counts, and search
        assert tenant_connection().round_trips - before <= 7
