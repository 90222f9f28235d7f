"""GET /look/…css: a writer's accent, at an address that names its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from blog.look.sheet import AccentSheet
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant

if TYPE_CHECKING:
    from accounts.models import User


def test_it_is_kept_for_a_year(reader: Client) -> None:
    sheet = AccentSheet.of("signal", "#ffe680")
    answer = reader.get(f"/look/{sheet.name}.css")
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.text == sheet.css
    assert "Set-Cookie" not in answer


def test_of_another_version_it_is_right_for_now(reader: Client) -> None:
    answer = reader.get("/look/signal-ffe680.00000000.css")
    assert answer["Cache-Control"] == "no-cache"
    assert answer.text == AccentSheet.of("signal", "#ffe680").css


def test_there_is_none_of_what_is_no_theme_or_no_colour(reader: Client) -> None:
    for name in ("gone-ffe680.00000000", "signal-ffe68.00000000", "signal-FFE680.00000000", "x"):
        assert reader.get(f"/look/{name}.css").status_code == 404


def test_a_theme_that_is_no_more_is_shown_as_folio(reader: Client, tenant: Tenant) -> None:
    from blog.models import Blog

    with tenant_transaction(tenant):
        Blog.objects.update(theme="gone", accent="#ffe680")
    page = reader.get("/").text
    assert 'data-theme="folio"' in page
    assert "/look/folio-ffe680." in page


def test_a_post_in_another_language_has_its_own_direction(
    reader: Client, tenant: Tenant, alice: User
) -> None:
    from blog.models import Blog
    from tests.support.writing import published

    with tenant_transaction(tenant):
        Blog.objects.update(language="ar")
        post = published(alice, "Between two harbours", language="en")
    page = reader.get(post.get_absolute_url()).text
    assert '<html lang="ar" dir="rtl"' in page
    assert '<div class="prose" lang="en" dir="ltr">' in page
