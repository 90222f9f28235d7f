"""Links change; nothing else does, but for what needs a server."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.exports.html import addresses, rewritten

PAGE = """<!doctype html>
<html lang="en"><head><!-- a note --><title>A &amp; B &#8212; C</title>
<link rel="canonical" href="https://a.example/">
<meta property="og:url" content="https://a.example/">
<link rel=stylesheet href='/a.css'></head>
<body><a href="/blog/?page=2&amp;x=1" title="a > b">more</a>
<img src="/m/1.jpg" srcset="/m/1-480.webp 480w, /m/1-960.webp 960w" alt="">
<math><mspace width="1em"/></math><br><pre>&lt;a href="/no/"&gt;</pre>
</body></html>
"""


def test_each_link_is_offered_once() -> None:
    found = addresses(PAGE)
    assert found == ["/a.css", "/blog/?page=2&x=1", "/m/1.jpg", "/m/1-480.webp", "/m/1-960.webp"]


def test_nothing_else_changes() -> None:
    same = rewritten(PAGE, lambda link: link)
    assert same == PAGE.replace("'/a.css'", '"/a.css"')


def test_links_change_and_stay_escaped() -> None:
    changed = rewritten(PAGE, lambda _link: 'x"y&z')
    assert 'href="x&quot;y&amp;z"' in changed
    assert 'srcset="x&quot;y&amp;z 480w, x&quot;y&amp;z 960w"' in changed
    assert 'href="https://a.example/"' in changed
    assert '&lt;a href="/no/"&gt;' in changed


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("a<form data-live><p>x<br><input></p></form>b", "ab"),
        ("a<section data-live><div><div></div></div>x</section>b", "ab"),
        ("a<input data-live>b", "ab"),
        ("<p>a<a href=x data-live>in</a></p>", "<p>a</p>"),
    ],
)
def test_what_needs_a_server_is_left_out(html: str, left: str) -> None:
    assert rewritten(html, lambda link: link) == left


@given(st.text(alphabet="<>/a='\" &;!-pbr\n", max_size=60))
def test_whatever_comes_no_word_is_lost(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert rewritten(f"<p>{escaped}</p>", lambda link: link) == f"<p>{escaped}</p>"
