"""Nothing a person types becomes code, a foreign frame or a form."""

import html
import re

import pytest

from blog.rendering import render_markdown, sanitize
from blog.rendering.inserts import Inserts
from tests.rendering import attacks
from tests.rendering.inspect_html import inspect

WRAPPINGS = {
    "alone": "{}",
    "in a sentence": "before {} after",
    "in a list": "- a\n- {}\n",
    "in a quote": "> {}\n",
    "in a heading": "# {}\n",
    "in a table": "| a |\n| - |\n| {} |\n",
    "in a footnote": "x[^1]\n\n[^1]: {}\n",
    "in a link": "[{}](https://example.com/)",
    "in details": "<details><summary>{}</summary>\n\ntext\n\n</details>",
}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
@pytest.mark.parametrize("attack", attacks.HTML)
def test_html_in_markdown(attack: str, wrapping: str) -> None:
    inspect(render_markdown(WRAPPINGS[wrapping].replace("{}", attacks.HTML[attack])).html)


@pytest.mark.parametrize("attack", attacks.HTML)
def test_html_alone(attack: str) -> None:
    inspect(sanitize(attacks.HTML[attack]))


@pytest.mark.parametrize("attack", attacks.MARKDOWN)
def test_markdown(attack: str) -> None:
    inspect(render_markdown(attacks.MARKDOWN[attack]).html)


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="{}">x</a>',
        "<a href='{}'>x</a>",
        "<a href={}>x</a>",
        '<img src="{}" alt="x">',
        "[x]({})",
        "[x](<{}>)",
        "![x]({})",
        "[x]\n\n[x]: {}",
        "[x]\n\n[x]: <{}> 'title'",
        "<{}>",
        "{}",
    ],
)
@pytest.mark.parametrize("attack", attacks.ADDRESSES)
def test_addresses(attack: str, markup: str) -> None:
    inspect(render_markdown(markup.replace("{}", attacks.ADDRESSES[attack])).html)


@pytest.mark.parametrize("trust", ["writer", "reader"])
@pytest.mark.parametrize("attack", [*attacks.HTML, *attacks.MARKDOWN])
def test_the_gate_changes_nothing_the_second_time(attack: str, trust: str) -> None:
    source = {**attacks.HTML, **attacks.MARKDOWN}[attack]
    once = sanitize(source, trust=trust)  # type: ignore[arg-type]
    assert sanitize(once, trust=trust) == once  # type: ignore[arg-type]


@pytest.mark.parametrize("attack", attacks.HTML)
def test_what_was_escaped_stays_text(attack: str) -> None:
    shown = html.escape(attacks.HTML[attack].replace("\0", ""))
    assert set(inspect(sanitize(shown)).tags) <= {"p"}


def test_a_script_leaves_no_text() -> None:
    assert sanitize("a<script>alert(1)</script>b<style>p{}</style>c") == "abc"


def test_nobody_guesses_a_placeholder() -> None:
    source = "x0x {guess}x0x\n\n```js\nlet {guess}x0x\n```\n\n- [x] {guess}x1x"
    counts = {
        render_markdown(source.replace("{guess}", f"f{number:031x}")).html.count("<span class=")
        for number in range(50)
    }
    assert counts == {2}


def test_placeholders_differ_between_texts_and_leave_no_trace() -> None:
    source = "```js\nlet x\n```\n\n# h\n\n- [x] y"
    assert Inserts().mark != Inserts().mark
    assert render_markdown(source) == render_markdown(source)
    assert not re.search(r"[0-9a-f]{32}", render_markdown(source).html)
