"""POST /studio/preview/: Markdown in, what readers would get out."""

from __future__ import annotations

from blog.rendering import MAX_SOURCE_BYTES
from tests.blog.studio.conftest import House

URL = "/studio/preview/"


def test_it_renders(house: House) -> None:
    answer = house.as_owner.post(URL, {"content": "Two *kinds*."})
    assert answer.text.strip() == "<p>Two <em>kinds</em>.</p>"


def test_nothing_gives_nothing(house: House) -> None:
    assert house.as_owner.post(URL).text.strip() == ""


def test_it_passes_the_gate(house: House) -> None:
    source = "<script>alert(1)</script> [x](javascript:alert(1)) <b onclick=x>y</b>"
    html = house.as_owner.post(URL, {"content": source}).text
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "onclick=x>" not in html or "&lt;b onclick" in html


def test_too_much_is_said(house: House) -> None:
    answer = house.as_owner.post(URL, {"content": "x" * (MAX_SOURCE_BYTES + 1)})
    assert answer.status_code == 413
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_what_cannot_be_shown_is_said(house: House) -> None:
    assert house.as_owner.post(URL, {"content": "a\0b"}).status_code == 422


def test_nothing_is_kept(house: House) -> None:
    house.as_owner.post(URL, {"content": "Words."})
    assert house.count() == 0
