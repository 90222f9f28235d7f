"""What writers get for what they write."""

import pytest

from blog.rendering import (
    MAX_SOURCE_BYTES,
    RENDERER_VERSION,
    Heading,
    SourceTooLarge,
    render_markdown,
)
from tests.rendering.inspect_html import inspect

REL = 'rel="noopener noreferrer"'

PAGES = [
    ("", ""),
    ("   \n\n \t", ""),
    ("a *b* **c** ~~d~~ `e`", "<p>a <em>b</em> <strong>c</strong> <s>d</s> <code>e</code></p>\n"),
    ("a\nb  \nc", "<p>a\nb<br>\nc</p>\n"),
    ("a\r\nb\rc", "<p>a\nb\nc</p>\n"),
    ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
    ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
    ("---", "<hr>\n"),
    ('a -- b ... "c" (c)', '<p>a -- b ... "c" (c)</p>\n'),
    ("&copy; &amp; &lt; AT&T", "<p>© &amp; &lt; AT&amp;T</p>\n"),
    ("\\*a\\*", "<p>*a*</p>\n"),
    ("    code <b>", '<pre tabindex="0"><code>code &lt;b&gt;\n</code></pre>\n'),
    ("```nolang\na < b\n```", '<pre tabindex="0"><code>a &lt; b\n</code></pre>\n'),
    ("```\n```", '<pre tabindex="0"><code></code></pre>\n'),
    ("<b>a</b> <i>b</i> <strike>c</strike>", "<p><strong>a</strong> <em>b</em> <s>c</s></p>\n"),
    ("H<sub>2</sub>O <kbd>Esc</kbd>", "<p>H<sub>2</sub>O <kbd>Esc</kbd></p>\n"),
    ("a <!-- hidden --> b", "<p>a  b</p>\n"),
    ("a <unknown>b</unknown>", "<p>a b</p>\n"),
    ("3 < 4 > 2", "<p>3 &lt; 4 &gt; 2</p>\n"),
    ("<div align=center>\n\n*a*\n\n</div>", "\n<p><em>a</em></p>\n"),
    ("<p>a<p>b", "<p>a</p><p>b</p>"),
    ("*a <b>b* c</b>", "<p><em>a <strong>b</strong></em> c</p>\n"),
    ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
    ("<pre>\n\n a\n\n</pre>", '<pre tabindex="0"> a\n\n</pre>'),
    ("<h2>a<pre>b</pre>", '<h2>a</h2><pre tabindex="0">b</pre>'),
    ("<em>a\n\nb", "<p><em>a</em></p>\n<p>b</p>\n"),
    ('<p lang="he" dir="rtl">א</p>', '<p lang="he" dir="rtl">א</p>'),
    (
        "<details open><summary>a</summary>\n\nb\n\n</details>",
        '<details open=""><summary>a</summary>\n<p>b</p>\n</details>',
    ),
    (
        "![a *b*](/c.png 'd')",
        '<p><img src="/c.png" alt="a b" title="d" loading="lazy" decoding="async"></p>\n',
    ),
]


@pytest.mark.parametrize(("source", "html"), PAGES)
def test_pages(source: str, html: str) -> None:
    assert render_markdown(source).html == html


LINKS = [
    ("[a](https://b.example/c?d=e&f#g)", "https://b.example/c?d=e&amp;f#g"),
    ("[a](mailto:b@example.com)", "mailto:b@example.com"),
    ("[a](/blog/b/)", "/blog/b/"),
    ("[a](b/c.html)", "b/c.html"),
    ("[a](../b)", "../b"),
    ("[a](?page=2)", "?page=2"),
    ("[a](#b)", "#c-b"),
    ("[a](<b c>)", "b%20c"),
    ("[a](https://bücher.example/)", "https://xn--bcher-kva.example/"),
    ("<https://b.example/>", "https://b.example/"),
    ("<b@example.com>", "mailto:b@example.com"),
    ("https://b.example/", "https://b.example/"),
    ("HTTP://b.example", "HTTP://b.example"),
    ("(https://b.example/c_(d))", "https://b.example/c_(d)"),
    ("*https://b.example/c*", "https://b.example/c"),
    ("see https://b.example/c_d_e.", "https://b.example/c_d_e"),
    ("https://b.example/c，然后", "https://b.example/c"),
    ("[a][r]\n\n[r]: /b", "/b"),
    ('<a href="/b">a</a>', "/b"),
    ('<a href=" https://b.example/c d ">a</a>', "https://b.example/c%20d"),
]


@pytest.mark.parametrize(("source", "href"), LINKS)
def test_links(source: str, href: str) -> None:
    html = render_markdown(source).html
    assert html.count("<a ") == 1
    assert f'<a href="{href}" {REL}>' in html


@pytest.mark.parametrize(
    "source",
    [
        "README.md main.py example.com www.example.com",
        "http:// https://. ahttps://b.example 1http://b.example",
        "ftp://b.example file:///etc/passwd",
        "`https://b.example/`",
        "a@example.com",
    ],
)
def test_what_is_no_link(source: str) -> None:
    assert "<a" not in render_markdown(source).html


@pytest.mark.parametrize("href", ["//evil.example/", "/\\evil.example", "data:,x", "javascript:x"])
def test_a_refused_address_leaves_its_words(href: str) -> None:
    html = render_markdown(f'<a href="{href}">the words</a>').html
    assert "the words" in html
    assert inspect(html).addresses == []


def test_links_of_readers_are_marked() -> None:
    html = render_markdown("[a](https://b.example/)", trust="reader").html
    assert 'rel="nofollow ugc noopener noreferrer"' in html


def test_pictures_load_late_and_only_from_the_web() -> None:
    html = render_markdown("![a](mailto:b@example.com) ![c](https://d.example/e.png)").html
    assert inspect(html).addresses == ["https://d.example/e.png"]
    assert html.count('loading="lazy"') == 2


def test_table() -> None:
    html = render_markdown("|a|b|\n|:-|-:|\n|1|2|3|\n|4|\n").html
    assert inspect(html).text.split() == ["a", "b", "1", "2", "4"]
    assert '<th scope="col" class="align-left">a</th>' in html
    assert '<td class="align-right">2</td>' in html
    assert "style=" not in html


def test_headings_have_ids_and_the_first_level_is_the_titles() -> None:
    rendered = render_markdown("# Öl & *Gas*\n\n## Öl & Gas\n\n###### 2024\n\nМир\n===\n\n#")
    assert rendered.headings == (
        Heading(2, "c-ol-gas", "Öl & Gas"),
        Heading(2, "c-ol-gas-2", "Öl & Gas"),
        Heading(6, "c-section-2024", "2024"),
        Heading(2, "c-мир", "Мир"),
        Heading(2, "c-section", ""),
    )
    seen = inspect(rendered.html)
    assert seen.idents == [heading.ident for heading in rendered.headings]
    assert seen.addresses == [f"#{ident}" for ident in seen.idents]
    assert "h1" not in seen.tags


def test_a_link_finds_its_heading() -> None:
    html = render_markdown("[down](#the-end)\n\n## The end").html
    assert '<a href="#c-the-end"' in html
    assert '<h2 id="c-the-end">' in html


def test_headings_inside_a_link_have_no_anchor_of_their_own() -> None:
    html = render_markdown('<a href="/x">\n\n## y\n\n</a>').html
    assert inspect(html).addresses == ["/x"]


def test_footnotes_lead_there_and_back() -> None:
    html = render_markdown("a[^n] b[^n] c[^m]\n\n[^n]: *first*\n[^m]: second\n[^u]: unused").html
    seen = inspect(html)
    assert seen.idents == ["c-fnref-1", "c-fnref-1-2", "c-fnref-2", "c-fn-1", "c-fn-2"]
    assert [address.removeprefix("#") for address in seen.addresses] == [
        "c-fn-1",
        "c-fn-1",
        "c-fn-2",
        "c-fnref-1",
        "c-fnref-1-2",
        "c-fnref-2",
    ]
    assert "unused" not in seen.text


def test_task_lists() -> None:
    html = render_markdown("- [ ] a\n- [x] b\n- c [x]\n\n1. [X] d\n\n   e").html
    text = inspect(html).text
    assert [line.strip() for line in text.split("\n") if line.strip()] == [
        "☐ a",
        "☑ b",
        "c [x]",
        "☑ d",
        "e",
    ]
    assert "<input" not in html


def test_ids_are_unique() -> None:
    html = render_markdown('<p id="a">x</p><p id="a">y</p><p id="c-a">z</p>').html
    assert inspect(html).idents == ["c-a"]


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td><p>a</table>b",
        "<table>a<tr>b<td>c</table>",
        "<ul><table><tr><td><li>x</table></ul>",
        "<dl><dt>a<dd>b<dt>c</dl>",
        "<figure><img src=x><figcaption>a</figure>",
        "<h2>a<h3>b</h2>c",
        "<p><ul><li><p>a</ul></p>",
        "<details><table><summary>a",
        "<a><table><caption><a>x",
        "<a href=/x><table><tr><td><a href=/y>z",
    ],
)
def test_loose_html_is_nested_well(source: str) -> None:
    assert set("abc") & set(inspect(render_markdown(source).html).text) or "x" in source


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(SourceTooLarge) as refusal:
        render_markdown("é" * (MAX_SOURCE_BYTES // 2) + "a")
    assert refusal.value.size == MAX_SOURCE_BYTES + 1
    assert isinstance(refusal.value, ValueError)


def test_the_version_is_told() -> None:
    assert render_markdown("a").version == RENDERER_VERSION
