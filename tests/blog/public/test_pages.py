"""About, Contact and others."""

from __future__ import annotations

from django.test import Client

from accounts.models import User
from blog.actions.create_page import create_page
from blog.actions.inputs import PageInput
from blog.actions.update_page import update_page
from blog.models import Page
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.conftest import BlogClient


def test_a_new_blog_has_about_and_contact(reader: Client) -> None:
    for path, title in (("/about/", "About"), ("/contact/", "Contact")):
        page = reader.get(path)
        assert page.status_code == 200
        text = page.content.decode()
        assert f"{title}</h1>" in text
        assert f'<a href="{path}" aria-current="page">{title}</a>' in text


def test_what_the_writer_says_is_shown(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        about = Page.objects.get(slug="about")
        data = PageInput(title="About me", content="I repair *books*.")
        update_page(about, by=alice, data=data, version=1)
    text = reader.get("/about/").content.decode()
    assert "I repair <em>books</em>." in text
    assert "About me</a>" in reader.get("/").content.decode()


def test_a_page_may_stay_out_of_the_navigation(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        create_page(by=alice, data=PageInput(title="Colophon", content="", in_navigation=False))
    assert "Colophon" not in reader.get("/").content.decode()
    assert reader.get("/colophon/").status_code == 200


def test_whoever_may_edit_finds_the_way(
    bob: User, tenant: Tenant, join: object, blog_client: BlogClient
) -> None:
    assert callable(join)
    with tenant_transaction(tenant):
        pk = Page.objects.get(slug="about").pk
    for role, edits in (("editor", True), ("author", False)):
        join(bob, tenant, role)
        text = blog_client(tenant, bob).get("/about/").content.decode()
        assert (f'href="/studio/pages/{pk}/' in text) is edits
