"""Texts made to be slow. What they may cost is counted, so what is shown for them is fixed.

The inputs are those known from other parsers (cmark's pathological_tests.py), and those found by
measuring this one and its gate.
"""

from itertools import cycle, islice

import pytest

from blog.rendering import MAX_SOURCE_BYTES, render_markdown, sanitize
from blog.rendering.budget import MAX_LINES, Budget, TooMuch
from blog.rendering.tidy import MAX_DEPTH
from tests.rendering.inspect_html import inspect

pytestmark = pytest.mark.usefixtures("seconds")

SIZE = 40_000
# The gate puts a <tbody> into each table that has none.
DEPTH = MAX_DEPTH * 4 // 3 + 1
MAX_OUTPUT = 4_000_000


def fill(unit: str, size: int = SIZE) -> str:
    return unit * (size // len(unit))


REPEATED = {
    "open brackets": "[",
    "open pictures": "![",
    "links without end": "[a](b",
    "titles without end": '[a](b "',
    "two kinds of titles": "[a](b '[a](b \"",
    "destinations in angles": "[a](<b",
    "brackets in code": "[`]`",
    "labels of labels": "[a][b",
    "nested labels": "[[a]",
    "openers of emphasis": "*a ",
    "closers of emphasis": "a* ",
    "emphasis in and out": "*a_ ",
    "emphasis both ways": "_*",
    "three kinds of emphasis": "*a _b ~~c ",
    "emphasis in words": "**a*",
    "strikes": "~~a~~~b~",
    "ticks": "`a",
    "less-than signs": "<",
    "comments": "x <!--",
    "comments with an end": "x <!--" * 100 + "-->",
    "half comments": "<!-",
    "declarations": "x <!A",
    "instructions": "x <?",
    "character data": "x <![CDATA[",
    "tags without end": "x <a b=",
    "quotes in tags": "<a b='\"",
    "addresses in angles": "<a@",
    "schemes in angles": "<a:b",
    "entities": "&amp",
    "long entities": "&CounterClockwiseContourIntegral;",
    "escapes": "\\*",
    "colons": "a:",
    "bare addresses": "http://a",
    "brackets in addresses": "https://a)",
    "notes without end": "[^",
    "definitions": "[a]:\n",
    "definitions with open titles": "[a]: b 'x\n",
    "labels over lines": "[\n",
    "items": "- a\n",
    "loose items": "- a\n\n",
    "items in one line": "- - - a\n",
    "numbered items": "1. a\n",
    "quotes": "> a\n",
    "lines": "a\n",
    "carriage returns": "a\r",
    "headings": "# a\n",
    "same headings": "## same\n",
    "underlined headings": "a\n=\n",
    "rules": "---\n",
    "fences": "```\n",
    "pipes": "|\n",
    "delimiter rows": "|-|\n",
    "cells": "a|b\n",
    "html em": "<em>",
    "html blocks": "<blockquote>",
    "html lists": "<ul><li>",
    "html tables": "<table><tr><td>",
    "html details": "<details><summary>",
    "html end tags": "</p>",
    "html links": "<a href=x>",
    "html scripts": "<script>",
    "html pictures of code": "<svg><desc>",
    "ideographs": "漢字かな",
    "emoji": "👩‍👩‍👧",
    "bidi": "\u202eabc ",
}

WHOLE = {
    "quotes in quotes": "> " * 10_000 + "a",
    "lists in lists": "- " * 10_000 + "a",
    "numbers in numbers": "1. " * 10_000 + "a",
    "quotes and lists": "> - " * 10_000 + "a",
    "lists by indent": "".join(f"{'  ' * level}- a\n" for level in range(350)),
    "quotes in each line": ("> " * 30 + "a\n") * 1_000,
    "brackets around": "[" * 50_000 + "a" + "]" * 50_000,
    "pictures around": "![" * 5_000 + "a" + "](x)" * 5_000,
    "links around": "[" * 5_000 + "a" + "](x)" * 5_000,
    "emphasis around": "*a **a " * 9_000 + "b** b*" * 9_000,
    "emphasis deep": "".join(islice(cycle(["*", "_", "**", "__"]), 30_000)) + "a",
    "one run of stars": "a" + "*" * SIZE,
    "one run of ticks": "`" * SIZE,
    "runs of ticks": "".join("e" + "`" * length for length in range(500)),
    "one run of spaces": "a" + " " * SIZE + "b",
    "one run of tabs": "\t" * SIZE + "a",
    "one word": "a" * SIZE,
    "one long heading": "# a " + "#" * SIZE + "b",
    "one long destination": "[a](" + "(" * SIZE,
    "one long info string": "```" + "a" * SIZE + "\nb",
    "one long label": "[" * 20 + "a" * SIZE + "]" * 20,
    "one long attribute": '<abbr title="' + "x" * SIZE + '">',
    "many attributes": "<a " + "".join(f"a{n}=1 " for n in range(15_000)) + ">x</a>",
    "ten thousand columns": "|a" * 10_000 + "|\n" + "|-" * 10_000 + "|\n" + "|b\n" * 50,
    "tables that fill themselves": ("|a" * 250 + "|\n" + "|-" * 250 + "|\n" + "|b\n" * 250 + "\n")
    * 40,
    "definitions used": "[a]: /u\n\n" + "[a] " * 30_000,
    "long address used": "[a]: /" + "u" * 2_000 + "\n\n" + "[a] " * 30_000,
    "longer address used": "[a]: </" + "u" * 60_000 + ">\n\n" + "[a] " * 20_000,
    "long title used": "[a]: /u '" + "t" * 60_000 + "'\n\n" + "[a] " * 20_000,
    "one note often": "[^1]: x\n\n" + "[^1]" * 30_000,
    "notes of notes": "".join(f"[^{n}]: [^{n + 1}]\n" for n in range(9_000)),
    "notes in notes": "[^a]: " * 20_000,
    "formatting left open": "".join(f"<p><em title={n}>" for n in range(2_000)) + "<p>x" * 20_000,
    "long link left open": "<p><a href=/" + "a" * 2_000 + ">" + "<p>x" * 30_000,
    "formatting in a table": "<table><em id=1>" + "<tr></tr>x" * 12_000,
    "html around": "<em>" * 15_000 + "x" + "</em>" * 15_000,
}
TEXTS = {**{name: fill(unit) for name, unit in REPEATED.items()}, **WHOLE}


# Where a count runs out, and where none does however long the text is.
TOO_INTRICATE = [
    "brackets around",
    "pictures around",
    "links around",
    "emphasis around",
    "one run of stars",
    "ten thousand columns",
    "tables that fill themselves",
    "long address used",
    "long title used",
    "one note often",
    "notes in notes",
    "lines over the limit",
]
SIMPLE = [
    "quotes in quotes",
    "lists in lists",
    "quotes and lists",
    "lists by indent",
    "one run of spaces",
    "one word",
    "one long label",
    "formatting left open",
    "long link left open",
    "html tables",
    "items",
]
EXPECTED = {**dict.fromkeys(TOO_INTRICATE, True), **dict.fromkeys(SIMPLE, False)}
TEXTS["lines over the limit"] = "a\n" * (MAX_LINES + 1)


@pytest.mark.parametrize("name", TEXTS)
def test_is_bounded(name: str) -> None:
    source = TEXTS[name]
    rendered = render_markdown(source)
    seen = inspect(rendered.html)
    assert seen.deepest <= DEPTH
    assert len(rendered.html) <= 12 * len(source) + MAX_OUTPUT
    assert rendered.simplified == EXPECTED.get(name, rendered.simplified)


@pytest.mark.parametrize("unit", ["<", "[", "<em>", "&amp", "prose. "])
def test_the_longest_text(unit: str) -> None:
    rendered = render_markdown(fill(unit, MAX_SOURCE_BYTES))
    assert inspect(rendered.html).deepest <= DEPTH
    assert len(rendered.html) <= 6 * MAX_SOURCE_BYTES


@pytest.mark.parametrize(
    "name", ["emphasis around", "long title used", "tables that fill themselves"]
)
def test_nothing_is_lost_when_it_is_simplified(name: str) -> None:
    source = TEXTS[name] + "\n\nthe end"
    shown = inspect(render_markdown(source).html).text
    assert shown.count("a") >= 250
    assert shown.rstrip().endswith("the end")


def test_one_intricate_paragraph_does_not_spoil_the_others() -> None:
    rendered = render_markdown("*before*\n\n" + "[" * 40_000 + "]" * 40_000 + "\n\n*after*")
    assert rendered.simplified
    assert rendered.html.startswith("<p><em>before</em></p>\n<p>[[[")
    assert rendered.html.endswith("]]]</p>\n<p><em>after</em></p>\n")


def test_what_is_nested_too_deep_is_shown_flat() -> None:
    shown = inspect(render_markdown("> " * 40 + "a\n\n" + "- " * 40 + "b").html)
    assert "a" in shown.text
    assert "b" in shown.text
    assert shown.tags.count("blockquote") == 24
    assert shown.tags.count("ul") == 12


def test_plain_text_is_shown_as_it_was_typed() -> None:
    lines = "a <b>\t&amp;\r\n" * 3 + "\n\n" + "c\n" * MAX_LINES
    rendered = render_markdown(lines)
    assert rendered.html.startswith("<p>a &lt;b&gt;\t&amp;amp;<br>\na &lt;b&gt;")
    assert rendered.html.endswith("c<br>\nc</p>\n")
    assert rendered.summary.startswith("a <b> &amp; a <b>")
    assert rendered.headings == ()


@pytest.mark.parametrize(
    "unit", ["<p><em title=1>x", "<div>", "<ul>", "&amp;b", "<!--", "<script>", "<a '\""]
)
def test_the_gate_alone_is_bounded(unit: str) -> None:
    source = fill(unit, 400_000)
    safe = sanitize(source)
    assert inspect(safe).deepest <= DEPTH
    assert len(safe) <= 3 * len(source)


def test_the_budget_counts_down_to_refusal() -> None:
    budget = Budget(inline_steps=10, block_tokens=2, link_output=5)
    budget.open_block()
    budget.step(4)
    budget.close_block()
    assert budget.inline_steps == 6
    budget.open_block()
    with pytest.raises(TooMuch):
        budget.step(7)
    with pytest.raises(TooMuch):
        budget.block_token(3)
    with pytest.raises(TooMuch):
        budget.link(6)
    budget.close_block()
    assert budget.inline_steps == 0
