"""Pages: made, changed, and kept off the product's own paths."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from blog.actions.create_page import create_page
from blog.actions.errors import EditConflict
from blog.actions.inputs import PageInput
from blog.actions.page_slugs import RESERVED
from blog.actions.update_page import update_page
from blog.models import Page
from blog.public import urls as public_urls
from tenants.models import Tenant


def test_a_page_is_rendered_and_placed(inside: Tenant, alice: User) -> None:
    data = PageInput(title="Colophon", content="Set in *serif*.", position=3, in_navigation=False)
    page = create_page(by=alice, data=data)
    page.refresh_from_db()
    assert (page.slug, page.position, page.in_navigation) == ("colophon", 3, False)
    assert "<em>serif</em>" in page.content_html


@pytest.mark.parametrize("title", ["Blog", "Studio", "Feed", "About", "2026"])
def test_its_address_is_free(inside: Tenant, alice: User, title: str) -> None:
    page = create_page(by=alice, data=PageInput(title=title, content=""))
    assert page.slug == ("page-2026" if title == "2026" else f"{title.lower()}-2")


def test_every_path_of_the_product_is_reserved() -> None:
    routes: list[URLPattern | URLResolver] = get_resolver("inkstead.urls.blog").url_patterns
    routes = [*routes, *public_urls.urlpatterns]
    first = {str(route.pattern).partition("/")[0] for route in routes}
    first = {part for part in first if "." not in part}  # a slug has no dots
    shown = {"contact"}  # there the product shows the page of that address, and a form below it
    assert first - shown - {"", "<uslug:slug>"} <= RESERVED


def test_an_address_stays_unless_another_is_given(inside: Tenant, alice: User) -> None:
    page = Page.objects.get(slug="about")
    data = PageInput(title="Who I am", content="Me.")
    assert update_page(page, by=alice, data=data, version=1).slug == "about"
    moved = PageInput(title="Who I am", content="Me.", slug="Who am I")
    assert update_page(page, by=alice, data=moved, version=2).slug == "who-am-i"
    assert page.version == 3


def test_a_save_on_an_old_version_is_refused(inside: Tenant, alice: User) -> None:
    page = Page.objects.get(slug="about")
    data = PageInput(title="One", content="One.")
    update_page(page, by=alice, data=data, version=1)
    with pytest.raises(EditConflict) as refusal:
        update_page(page, by=alice, data=PageInput(title="Two", content=""), version=1)
    assert refusal.value.current.title == "One"
