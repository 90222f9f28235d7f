"""What machines read: robots.txt, sitemap, JSON-LD, oEmbed, share pictures, Markdown, llms.txt."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import User
from blog.due import run_one
from blog.models import Blog, SharePicture
from blog.public.views.texts import without_comments
from blog.share.drawing import PAPERS, draw
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.writing import draft, published

HOST = "http://alice.inkstead.localhost"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"


@pytest.fixture
def trusted(tenant: Tenant) -> Tenant:
    """Alice confirmed her e-mail."""
    User.objects.update(email_confirmed_at=timezone.now())
    return tenant


def linked_data(text: str) -> Any:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found
    return json.loads(found[1])


def meta(text: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', text))


def locations(reader: Client, path: str) -> list[str]:
    answer = reader.get(path)
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return [found.text or "" for found in ET.fromstring(answer.content).iter(f"{SITEMAP}loc")]


def test_until_the_owner_confirmed_the_e_mail_nothing_is_to_be_indexed(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    User.objects.update(email_confirmed_at=None)
    with tenant_transaction(tenant):
        published(alice, "One")
    for path in ("/", "/blog/one/", "/feed.xml", "/robots.txt", "/llms.txt"):
        assert reader.get(path)["X-Robots-Tag"] == "noindex"
    assert "Sitemap:" not in reader.get("/robots.txt").text
    assert reader.get("/sitemap.xml").status_code == 404
    User.objects.update(email_confirmed_at=timezone.now())
    for path in ("/", "/blog/one/", "/feed.xml"):
        assert "X-Robots-Tag" not in reader.get(path)
    robots = reader.get("/robots.txt").text
    assert f"Sitemap: {HOST}/sitemap.xml\n" in robots
    assert "Disallow: /studio/\n" in robots


def test_the_sitemap_names_everything_public_with_pictures(
    trusted: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(trusted):
        source = "![A boat](https://x.example/b.jpg?a=1&b=2) ![Here](/media/c.png)"
        published(alice, "One", source, new_category="Walking", tags=("sea",))
        draft(alice, "Canary", new_category="Canary")
    parts = locations(reader, "/sitemap.xml")
    assert parts == [f"{HOST}/sitemap/rest.xml", f"{HOST}/sitemap/posts-1.xml"]
    assert locations(reader, "/sitemap/posts-1.xml") == [f"{HOST}/blog/one/"]
    rest = locations(reader, "/sitemap/rest.xml")
    wanted = ["/", "/blog/", "/about/", "/contact/", "/category/walking/", "/tag/sea/"]
    assert sorted(rest) == sorted(f"{HOST}{path}" for path in [*wanted, "/author/alice/"])
    tree = ET.fromstring(reader.get("/sitemap/posts-1.xml").content)
    pictures = [found.text for found in tree.iter(f"{IMAGE}loc")]
    assert pictures[:2] == ["https://x.example/b.jpg?a=1&b=2", f"{HOST}/media/c.png"]
    assert (pictures[2] or "").startswith(f"{HOST}/share/")
    assert tree.find(f"{SITEMAP}url/{SITEMAP}lastmod") is not None
    for number in (0, 2, 10**30):
        assert reader.get(f"/sitemap/posts-{number}.xml").status_code == 404


def test_a_post_says_what_it_is(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        published(alice, "Salt & <sea>", "Two kinds.", new_category="Walking", tags=("sea",))
    text = reader.get("/blog/salt-sea/").text
    said = meta(text)
    assert said["og:type"] == "article"
    assert said["twitter:card"] == "summary_large_image"
    assert said["og:image"].startswith(f"{HOST}/share/")
    assert f'rel="canonical" href="{HOST}/blog/salt-sea/"' in text
    post, way = linked_data(text)["@graph"]
    assert (post["@type"], post["headline"]) == ("BlogPosting", "Salt & <sea>")
    assert post["author"]["name"] == "Alice"
    assert post["image"]["url"] == said["og:image"]
    assert [step["name"] for step in way["itemListElement"]] == [
        "Marginalia", "Walking", "Salt & <sea>",
    ]  # fmt: skip
    assert linked_data(reader.get("/").text)["@type"] == "Blog"


def test_no_words_can_leave_the_linked_data(tenant: Tenant, alice: User, reader: Client) -> None:
    title = "</script><!--<script>\u2028&amp;"
    with tenant_transaction(tenant):
        published(alice, title, slug="one")
    text = reader.get("/blog/one/").text
    assert linked_data(text)["@graph"][0]["headline"] == "</script><!--<script> &amp;"
    assert text.count("<script") == 3  # the data, and our two files


def test_oembed_answers_for_public_posts_of_this_blog_alone(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        published(alice, "Salt")
        draft(alice, "Hidden")
    link = re.fullmatch(r'<(.*)>; rel="alternate"; .*oembed"', reader.get("/blog/salt/")["Link"])
    assert link
    answer = reader.get(link[1].removeprefix(HOST)).json()
    assert (answer["version"], answer["type"], answer["title"]) == ("1.0", "link", "Salt")
    assert answer["thumbnail_url"].startswith(f"{HOST}/share/")
    bad = ["", f"{HOST}/blog/hidden/", "http://evil.example/blog/salt/", "/blog/salt/", "http://[",
           f"{HOST}/about/", f"{HOST}/blog/%00/", f"{HOST}@evil.example/blog/salt/"]  # fmt: skip
    for url in bad:
        assert reader.get("/oembed/", {"url": url}).status_code == 404, url
    assert reader.get("/oembed/", {"url": "", "format": "xml"}).status_code == 501


def picture_url(reader: Client, path: str) -> str:
    return meta(reader.get(path).text)["og:image"].removeprefix(HOST)


def test_the_share_picture_is_drawn_by_due_work_and_kept(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        published(alice, "Salt")
    before = reader.get(picture_url(reader, "/blog/salt/"))
    with tenant_transaction(tenant):
        while run_one().ran:
            pass
        assert SharePicture.objects.count() == 1
    after = reader.get(picture_url(reader, "/blog/salt/"))
    assert after.content == before.content
    assert after["Content-Type"] == "image/png"
    assert after["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert Image.open(BytesIO(after.content)).size == (1200, 630)
    assert len(after.content) < 60_000


def test_another_theme_has_another_picture_and_the_old_address_leads_there(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        published(alice, "Salt")
    old = picture_url(reader, "/blog/salt/")
    with tenant_transaction(tenant):
        Blog.objects.update(theme="signal")
    new = picture_url(reader, "/blog/salt/")
    assert new != old
    answer = reader.get(old)
    assert (answer.status_code, answer["Location"]) == (302, new)
    assert reader.get(new).status_code == 200


def test_colours_are_the_stylesheets_own() -> None:
    css = (Path(settings.ROOT) / "static/blog/themes.css").read_text()
    for theme, paper in PAPERS.items():
        block = css.partition(f"[data-theme={theme}] {{")[2].partition("}")[0]
        for name in ("bg", "text", "muted", "accent"):
            assert f"--{name}: light-dark({getattr(paper, name)}," in block, (theme, name)


@pytest.mark.parametrize("theme", [*PAPERS, "unknown"])
@pytest.mark.parametrize("title", ["", "x", "W" * 200, "海と塩", "שלום", "🎈", "a\u0301" * 90])
def test_any_title_can_be_drawn_quickly(theme: str, title: str) -> None:
    png = draw(title=title, name="Łódź", theme=theme)
    assert Image.open(BytesIO(png)).size == (1200, 630)
    assert draw(title=title, name="Łódź", theme=theme) == png


def test_a_title_in_other_letters_leaves_room_for_the_blogs_name() -> None:
    with_name = draw(title="海と塩", name="Marginalia", theme="folio")
    assert with_name == draw(title="", name="Marginalia", theme="folio")
    assert with_name != draw(title="", name="", theme="folio")


@pytest.mark.parametrize("title", ["Соль и зима", "Το αλάτι", "Muối và mùa đông"])
def test_what_our_serif_has_is_drawn(title: str) -> None:
    assert draw(title=title, name="Ferry", theme="folio") != draw(
        title="", name="Ferry", theme="folio"
    )


def test_where_nothing_can_be_written_the_picture_is_not_empty() -> None:
    picture = Image.open(BytesIO(draw(title="海と塩", name="海", theme="folio"))).convert("RGB")
    box = (90, 200, 1110, 580)
    assert len(picture.crop(box).getcolors() or ()) > 1


def test_a_post_can_be_had_as_markdown(tenant: Tenant, alice: User, reader: Client) -> None:
    source = "Two *kinds*.<!-- canary -->\n\n```html\n<!-- shown -->\n```\n"
    with tenant_transaction(tenant):
        published(alice, "Salt [x]", source, slug="salt")
    answer = reader.get("/blog/salt.md")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["Link"] == f'<{HOST}/blog/salt/>; rel="canonical"'
    assert answer.text.startswith("# Salt \\[x\\]\n")
    assert "Two *kinds*." in answer.text
    assert "<!-- shown -->" in answer.text
    assert "canary" not in answer.text
    listed = reader.get("/llms.txt").text
    assert listed.startswith("# Marginalia\n")
    assert f"]({HOST}/blog/salt.md)" in listed
    assert f"[About]({HOST}/about/)" in listed


def test_notes_to_oneself_are_left_out_whatever_surrounds_them() -> None:
    table = {
        "a <!-- b --> c": "a  c",
        "a <!-- open": "a ",
        "~~~\n<!-- b -->\n~~~\n<!-- c -->": "~~~\n<!-- b -->\n~~~\n",
        "````\n```\n<!-- b -->\n````\n<!-- c -->x": "````\n```\n<!-- b -->\n````\nx",
        "```\n<!-- never closed": "```\n<!-- never closed",
    }
    assert {source: without_comments(source) for source in table} == table


def test_moved_posts_and_categories_take_their_formats_with_them(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    from tests.blog.public.test_moves import rename

    with tenant_transaction(tenant):
        rename(published(alice, "Salt"), "sea-salt", alice)
    assert reader.get("/blog/salt.md")["Location"] == "/blog/sea-salt.md"


def test_the_manifest_and_the_icon(reader: Client) -> None:
    answer = reader.get("/site.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    assert (answer.json()["name"], answer.json()["start_url"]) == ("Marginalia", "/")
    icon = reader.get("/favicon.ico")
    assert icon["Content-Type"] == "image/x-icon"
    assert Image.open(BytesIO(icon.content)).size == (48, 48)
