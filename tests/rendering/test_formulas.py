"""Formulas: drawn where they can be, their own source where not, and never a way in."""

from __future__ import annotations

import re
import time

import pytest

from blog.rendering import render_markdown
from blog.rendering.mathml import _ATTRIBUTES, _ELEMENTS, mathml

TAG = re.compile(r"<(/?)([a-z]+)((?: [a-z]+=\"[^\"<>]*\")*)>")


def html(source: str) -> str:
    return str(render_markdown(source).html)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("$e^{i\\pi}$ is", "<p><math><semantics>"),
        ("$$x$$", '<p><span class="formula"><math display="block">'),
        ("$$\na\n+ b\n= c\n$$", '<math display="block">'),
        ("a $$x$$ b", '<p>a <span class="formula">'),
        ("> $$\n> x\n> $$", '<blockquote>\n<p><span class="formula">'),
        ("- $x$", "<li><math>"),
        ("**$x$**", "<strong><math>"),
    ],
)
def test_formulas_become_mathml(source: str, wanted: str) -> None:
    assert wanted in html(source)


def test_the_source_goes_with_it_for_whoever_copies() -> None:
    wanted = '<annotation encoding="application/x-tex">a&lt;b</annotation>'
    assert wanted in html("$a<b$")
    assert render_markdown("Let $a<b$.").plain == "Let a<b."


@pytest.mark.parametrize(
    "source",
    [
        "It costs $5 and $6.", "From $5 to $10", "$x", "\\$5$", "`$x$`", "```\n$x$\n```", "$ x$",
        "$$", "$$\nopen\n\nnext", "US$ and A$", "    $$\n    x", "$$x", "$x $", "<!-- $x$ -->",
    ],
)  # fmt: skip
def test_what_is_no_formula_stays_as_it_is(source: str) -> None:
    assert "<math" not in html(source)


@pytest.mark.parametrize(
    "source",
    [
        r"\sum_k A_k \cos(\omega_k t)", r"\lim_{n\to\infty} a_n", r"\log x < \sin^2 y \& 1", "日本",
        r"\begin{cases}a & b\\ c & d\end{cases}", r"\left\{ x \right.", r"\mathbb{R} \times \vec v",
        r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", r"\binom n k \overline{ab} \underbrace{x}_y",
    ],
)  # fmt: skip
def test_everyday_formulas_are_drawn(source: str) -> None:
    assert html(f"$${source}$$").startswith('<p><span class="formula"><math display="block">')


@pytest.mark.parametrize(
    "source", ["\\unknown", "{", "\\frac", "a & b", "x" * 2_001, "\\href{a}{b}"]
)
def test_what_cannot_be_drawn_is_shown_as_typed(source: str) -> None:
    shown = html(f"$${source}$$")
    assert "<math" not in shown
    assert "$$" in shown


HOSTILE = [
    r"\text{</annotation><script>alert(1)</script>}",
    r"\text{<img src=x onerror=alert(1)>}",
    r"</math><script>alert(1)</script>",
    r"\operatorname{<script>}",
    r"\color{red}{x}",
    r"\href{javascript:alert(1)}{x}",
    r"\class{x}{y}\style{color:red}{z}\id{a}{b}",
    r"\begin{align}a&=b\\c&=d\end{align}",
    r"\cancel{x}",
    "\\text{\0}",
    "]]>&amp;<!DOCTYPE x>",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_but_what_is_on_the_list_comes_through(source: str) -> None:
    for shown in (html(f"$${source}$$"), html(f"a ${source}$ b"), mathml(source, display=True)):
        assert "<script" not in (shown or "")
        assert "<img" not in (shown or "")
    made = mathml(source, display=False) or ""
    for match in TAG.finditer(made):
        assert match[2] in _ELEMENTS
        names = re.findall(r' ([a-z]+)="', match[3])
        assert set(names) <= _ATTRIBUTES | {"class"}
    assert "<" not in TAG.sub("", made)


@pytest.mark.parametrize(
    "source",
    [
        "$" * 200_000,
        "$a " * 60_000,
        "$$\n" * 30_000,
        "$$x\n" * 30_000,
        "a$ " * 60_000,
        "$x$ " * 40_000,
        "$" + "{" * 1_900 + "$",
        "$" + "\\sqrt{" * 300 + "}" * 300 + "$",
        ("$" + "x'" * 900 + "$ ") * 100,
        "> " * 20 + "$$\n" * 5_000,
        "$\\\\" * 50_000,
    ],
)
def test_no_text_of_dollars_takes_long(source: str) -> None:
    started = time.process_time()
    shown = html(source)
    assert time.process_time() - started < 6
    assert len(shown) < 12_000_000
