"""Colours of code."""

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.rendering import render_markdown
from blog.rendering.grammar import KINDS
from blog.rendering.highlight import PALETTE, SURFACES, code_css, highlight, known_language
from blog.rendering.languages import ALIASES, GRAMMARS
from blog.rendering.renderer import HIGHLIGHT_CHARS, HIGHLIGHT_CHARS_PER_TEXT
from tests.rendering.inspect_html import inspect

SAMPLES = [
    ("python", "def f(x): return 'a'  # b", "k:def f:f k:return s:'a' c:# b"),
    ("python", 'r"""a\n"b""" + 0x1F', 's:r"""a\n"b""" n:0x1F'),
    ("js", "const a = `b ${c}` // d", "k:const s:`b ${c}` c:// d"),
    ("ts", "interface A { b: number }", "k:interface f:A k:number"),
    ("json", '{"a": [1.5e3, true, "b"]}', 'f:"a" n:1.5e3 k:true s:"b"'),
    ("html", '<a href="b">don\'t</a><!-- c -->', 'k:<a s:"b" k:> k:</a> c:<!-- c -->'),
    ("css", "a { color: #fff; } /* b */", "f:color n:#fff c:/* b */"),
    ("c", "#include <a.h>\nint main", "k:#include k:int"),
    ("rust", "fn f<'a>(x: &'a str) { 'b' }", "k:fn f:f f:'a f:'a k:str s:'b'"),
    ("go", "func f() { return nil }", "k:func f:f k:return k:nil"),
    ("sql", "SELECT 'it''s' -- a", "k:SELECT s:'it''s' c:-- a"),
    ("bash", 'if [ "$a" ]; then echo $b # c', 'k:if s:"$a" k:then k:echo f:$b c:# c'),
    ("yaml", "a: true # b\n- c: 'd'", "f:a k:true c:# b f:- c s:'d'"),
    ("toml", '[a]\nb = "c" # d', 'k:[a] f:b s:"c" c:# d'),
    ("diff", "--- a\n+++ b\n@@ 1 @@\n-c\n+d\n e", "c:--- a c:+++ b k:@@ 1 @@ d:-c s:+d"),
    ("C++", "class A {};", "k:class f:A"),
]


@pytest.mark.parametrize(("language", "source", "seen"), SAMPLES)
def test_samples(language: str, source: str, seen: str) -> None:
    known = known_language(language)
    assert known
    spans = re.findall(r'<span class="hl-(.)">(.*?)</span>', highlight(source, known), re.DOTALL)
    assert " ".join(f"{kind}:{html.unescape(text)}" for kind, text in spans) == seen


def test_the_fence_names_the_language() -> None:
    html_of = [
        render_markdown(f"```{info}\nif\n```").html for info in ("Python", " py  x=1 ", "{.py}")
    ]
    assert ["hl-k" in rendered for rendered in html_of] == [True, True, False]


MARKS = "\"'`/*#-<>=@$%{}[]()\\\n\t :;.,a0_!?&|~^+é\u2028"


@given(st.sampled_from([*GRAMMARS]), st.text(st.sampled_from(MARKS), max_size=60))
def test_code_is_kept_to_the_letter(language: str, source: str) -> None:
    markup = highlight(source, language)
    assert html.unescape(re.sub(r"</?span[^>]*>", "", markup)) == source
    assert set(re.findall(r"<[^>]*>", markup)) <= {
        "</span>",
        *(f'<span class="hl-{kind}">' for kind in KINDS),
    }


UNITS = [
    "\n",
    "/",
    '"',
    "'",
    "/*",
    "a(",
    "<a ",
    "<!-",
    " \n",
    "\\",
    "$(",
    "0",
    "--[",
    "[",
    "a ",
    "#",
]


@pytest.mark.parametrize("unit", UNITS)
def test_hostile_programs_are_read_to_their_end(unit: str, seconds: None) -> None:
    source = unit * (4_000 // len(unit))
    for grammar in GRAMMARS.values():
        assert "".join(text for _, text in grammar.pieces(source)) == source


def test_long_code_is_shown_without_colours() -> None:
    line = "if " + "x" * 96 + "\n"
    most = line * (HIGHLIGHT_CHARS // len(line))
    assert "hl-" not in render_markdown(f"```py\n{most}{line}```").html
    coloured = render_markdown(f"```py\n{most}```\n\n" * 8).html.count("<span")
    assert coloured // most.count("\n") == HIGHLIGHT_CHARS_PER_TEXT // HIGHLIGHT_CHARS


def test_aliases_lead_to_languages() -> None:
    assert set(ALIASES.values()) <= set(GRAMMARS)
    assert not set(ALIASES) & set(GRAMMARS)
    assert known_language("") is None
    assert known_language("no such") is None


def test_the_stylesheet_has_a_rule_for_each_kind() -> None:
    css = code_css()
    assert set(PALETTE) == set(KINDS)
    for kind, (light, dark) in PALETTE.items():
        assert f".hl-{kind} {{ color: light-dark({light}, {dark}); }}" in css


def test_the_blogs_stylesheet_has_these_rules() -> None:
    prose = (Path(__file__).parents[2] / "static/blog/prose.css").read_text()
    assert [rule for rule in code_css().splitlines() if rule not in prose] == []


@pytest.mark.parametrize("kind", PALETTE)
@pytest.mark.parametrize("side", [0, 1])
def test_every_colour_can_be_read(kind: str, side: int) -> None:
    assert _contrast(PALETTE[kind][side], SURFACES[side]) >= 4.5


def test_code_passes_inspection() -> None:
    inspect(render_markdown("```html\n<script>alert(1)</script>\n```").html)


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """WCAG 2.2, "relative luminance"."""
    channels = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
