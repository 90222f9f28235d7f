"""Any text at all: what holds for all of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from blog.rendering import render_markdown, sanitize
from blog.rendering.tidy import AMPERSAND, MAX_DEPTH, tidy
from tests.rendering import attacks
from tests.rendering.inspect_html import inspect

NAMES = "a b i p em td tr li ul ol dl dt dd h1 h2 pre code table tbody th"
PIECES = [
    *"<>&\"'`*_~[](){}!#|\\/-+=:;^.,\n\t \0",
    *("a", "1", "é", "漢", "\u202e", "\ufdd0", "😀", "x "),
    *(
        "\n\n",
        "    ",
        "> ",
        "- ",
        "1. ",
        "# ",
        "```",
        "```js\n",
        "~~",
        "**",
        "[x] ",
        "[^1]",
        "[^1]: ",
    ),
    *(
        "](",
        "](/x)",
        "![",
        "[a]: /b\n",
        "|-|-|\n",
        "https://",
        "http://a.b",
        "javascript:",
        "&lt;",
        "&#x3c;",
    ),
    *(f"<{tag}>" for tag in NAMES.split()),
    *(f"</{tag}>" for tag in NAMES.split()),
    *(
        "<details>",
        "<summary>",
        "</details>",
        "<figure>",
        "<figcaption>",
        "<br>",
        "<hr/>",
        "<caption>",
    ),
    *(
        "<script>",
        "</script>",
        "<svg>",
        "</svg>",
        "<style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<?",
        "<div>",
    ),
    *(
        '<a href="',
        "<img src=x onerror=",
        ' title="',
        " id=x",
        " onclick=",
        '">',
        "'>",
        "<a href=/x>",
    ),
]
SOUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
SOURCES = st.one_of(
    st.text(),
    SOUP,
    st.sampled_from([*attacks.HTML.values()]).flatmap(
        lambda attack: SOUP.map(lambda soup: soup + attack + soup)
    ),
)


@settings(max_examples=600, deadline=None, derandomize=True)
@given(SOURCES)
def test_only_what_is_allowed_comes_out(source: str) -> None:
    rendered = render_markdown(source)
    inspect(rendered.html)
    assert not rendered.simplified
    assert rendered == render_markdown(source)


@settings(max_examples=600, deadline=None, derandomize=True)
@given(SOURCES)
def test_the_gate_is_idempotent(html: str) -> None:
    once = sanitize(html)
    inspect(once)
    assert sanitize(once) == once


@settings(max_examples=300, deadline=None, derandomize=True)
@given(SOURCES)
def test_tidying_balances_before_the_gate(html: str) -> None:
    tidied = tidy(html).replace(AMPERSAND, "&amp;")
    open_tags: list[str] = []
    for piece in tidied.split("<")[1:]:
        name = piece.split(">")[0].split(" ")[0]
        if name.startswith("/"):
            assert open_tags.pop() == name[1:]
        elif name not in {"br", "hr", "img"}:
            open_tags.append(name)
        assert len(open_tags) <= MAX_DEPTH
    assert open_tags == []


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text())
def test_plain_text_survives(text: str) -> None:
    letters = "".join(char for char in text if char.isalnum())
    shown = inspect(render_markdown(f"x{letters}").html).text
    assert shown.strip() == f"x{letters}"
