"""Texts made to be slow. What they may cost is counted, so what is shown for them is fixed.

The inputs are those known from other parsers (cmark's pathological_tests.py), and those found by
measuring this one and its gate.
"""

from itertools import cycle, islice

import pytest

from blog.rendering import MAX_SOURCE_BYTES, Rendered, render_markdown, sanitize
from blog.rendering.budget import MAX_LINES, Budget, TooMuch
from blog.rendering.tidy import MAX_DEPTH
from tests.rendering.inspect_html import inspect

pytestmark = pytest.mark.usefixtures("seconds")

SIZE = 150_000
# Tags of the gate's own around what Markdown gives.
DEPTH = MAX_DEPTH + 2


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
    "one run of stars": "*" * SIZE,
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
    "tables that fill themselves": ("|a" * 250 + "|\n" + "|-" * 250 + "|\n" + "|b\n" * 250 + "\n") * 40,
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

# Where the counts run out; the rest is formatted as ever.
SIMPLIFIED = {
    "brackets around",
    "carriage returns",
    "closers of emphasis",
}


def check(source: str) -> Rendered:
    rendered = render_markdown(source)
    seen = inspect(rendered.html)
    assert seen.deepest <= DEPTH
    assert len(rendered.html) < 12 * len(source) + 200_000
    return rendered


@pytest.mark.parametrize("name", TEXTS)
def test_is_bounded(name: str) -> None:
    source = TEXTS[name]
    rendered = check(source)
    print(name, rendered.simplified)
