"""Markup in every field that a writer fills in is text, on every page."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from accounts.models import User
from blog.actions.create_page import create_page
from blog.actions.inputs import PageInput
from blog.actions.save_author import save_author
from blog.actions.save_settings import save_settings
from blog.models import Author, Blog, Category
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.writing import published

LINKED_DATA = re.compile(r'<script type="application/ld\+json">({[^<>]*})</script>')
OUR_SCRIPTS = re.compile(r'<script src="/static/blog/\w+\.js"[^<>]*></script>')
ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7|add:7000 }}"


def test_it_is_escaped_wherever_it_is_shown(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        settings: dict[str, Any] = {"description": ATTACK, "language": "en", "time_zone": "UTC"}
        save_settings(Blog.objects.current(), by=alice, name=ATTACK, **settings)
        save_author(Author.objects.get(), by=alice, name=ATTACK[:80], bio=ATTACK)
        for number in range(3):
            published(
                alice,
                f"{number}{ATTACK}",
                f"{ATTACK}\n\n[x](javascript:alert(1))",
                slug=f"post-{number}",
                excerpt=ATTACK,
                new_category=ATTACK[:80],
                tags=(ATTACK[:80], "plain"),
            )
        Category.objects.exclude(slug="notes").update(slug="bad", description=ATTACK)
        page = create_page(by=alice, data=PageInput(title=ATTACK, content=ATTACK))
    paths = ["/", "/blog/", "/blog/post-1/", "/category/bad/", "/tag/plain/", "/author/alice/"]
    for path in [*paths, f"/{page.slug}/", "/blog/post-9/"]:
        text = reader.get(path).content.decode()
        assert "alert(1)" in text, path
        # data for machines is a script element that does not run, and cannot be left from inside
        text = OUR_SCRIPTS.sub("", LINKED_DATA.sub(r"\1", text))
        for raw in ("<script", "onerror=alert(1)>", 'href="javascript:'):
            assert raw not in text, (path, raw)
        # what {{7*1001}} comes to; ids and hashes may have those digits by chance
        assert re.search(r"(?<![0-9a-z])7007(?![0-9a-z])", text) is None, path
        assert "<img" not in text.partition('<div class="prose"')[0], path
