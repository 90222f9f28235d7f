"""Markdown of every construct there is, put together by chance: the same seed, the same texts."""

from __future__ import annotations

import random
from collections.abc import Callable

type Make = Callable[[random.Random], str]

INLINES = (
    "plain words",
    "*slanted*",
    "_slanted_",
    "**bold**",
    "__bold__",
    "***both***",
    "**bold *and* so**",
    "`code`",
    "``a ` tick``",
    "~~gone~~",
    '[link](https://e.example/a_b "its title")',
    "[one](/two)",
    "[words][r1]",
    "[r1]",
    "[r2][]",
    '![picture](/media/abc/x.jpg "A *caption*")',
    "![no words](x.png)",
    "[![linked](y.png)](https://e.example)",
    "<https://auto.example/x_y>",
    "https://bare.example/a_b_c",
    "(https://bare.example/wiki/A_(b))",
    "<kbd>K</kbd>",
    "<br>",
    "&amp; &copy; &nbsp;x",
    r"\*no stars\*",
    "one\ntwo",
    "hard  \nbreak",
    "hard\\\nbreak",
    "$x_1 + y^2$",
    "$5 and $6",
    "noted[^n1]",
    "a*b*c",
    "snake_case_word",
    "1 < 2 & 3 > 2",
    "a | b",
    "שלום עולם",
    "日本語",
    "*日本*語",
    "[x]",
    "#tag",
    "2 * 3 * 4",
    "**bold**text",
    "*a*b",
    "e@mail.example",
    "www.example.com",
    "a\\",
    "~one~",
    "!",
    "5\\. five",
    r"\$5 and 3\$",
    "**a.**b",
    "<b>tag</b>",
    "![^n1]",
    "$$y$$",
    "tab\there",
    "trailing ",
)

BLOCKS: tuple[str, ...] = (
    "# One #",
    "## Two ##",
    "###### Six",
    "Setext\n===",
    "Setext *two*\n---",
    "#",
    "---",
    "***",
    "_ _ _",
    "```python\nx = 1\n\ny\n```",
    "~~~\na ``` b\n~~~",
    "``` js title=x\nlet a;\n```",
    "    indented\n\n      code",
    "````\n```\n````",
    "<div>\n\n*inside*\n\n</div>",
    "<details><summary>More</summary>\n\nHidden **words**.\n\n</details>",
    "<!-- a comment -->",
    "<p>raw &amp; html</p>",
    "$$\nx_1 = \\frac{1}{2}\n$$",
    "$$y^2$$",
    "> quoted\nlazily",
    "> a\n>\n> b",
    "> ## H\n> - one\n> - two",
    "> > deep",
    "- a\n- b",
    "* a\n* b\n\n* c",
    "+ a\n\n  more\n+ b",
    "1. a\n2. b",
    "3) a\n4) b",
    "7. a\n7. b",
    "- a\n  - b\n    - c\n- d",
    "- [ ] to do\n- [x] done",
    "1. [x] done",
    "- a\n\n  ```\n  x\n  ```",
    "-\n- b",
    "- # H",
    "- > q",
    "10. a\n    b",
    "| a | b |\n|---|:-:|\n| 1 | *2* |",
    "|a|\n|-:|\n|1\\|2|\n|3|x|",
    "a | b\n--|--\n1",
    "| a |\n|---|",
    "[r3]: https://e.example/three 'x'",
    "[^n2]: note\n\n    more of it",
    "[^n3]: n",
    "  three spaces",
    "a\tb",
    "Ends with spaces  ",
    "1986\\. A year",
    "\\# no heading",
    "-a",
    "+1",
    "![alone](/media/k/p.jpg)",
    "* * *",
    "- a\n\n\n- b",
    '<img src="x.png">',
    "para\n***\nrule",
    "text\n# heading\nmore",
    "text\n- list",
    "[toc]",
    "a  b",
)

GAPS = ("\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n  \n", "  \n\n", "\n\t\n\n")
EDGES = ("", "", "\n", "\n\n", "  \n", " ")
NAMED = "[r1]: /one\n[r2]: <https://e.example/r two> (Two)\n\n[^n1]: A *note*."


def paragraph(chance: random.Random) -> str:
    return " ".join(chance.choices(INLINES, k=chance.randint(1, 5)))


def heading(chance: random.Random) -> str:
    return f"{'#' * chance.randint(1, 6)} {chance.choice(INLINES).replace(chr(10), ' ')}"


def items(chance: random.Random) -> str:
    sign, between = chance.choice(("-", "*", "+", "1.", "2)")), chance.choice(("\n", "\n", "\n\n"))
    inside = "\n" + " " * (len(sign) + 1)
    return between.join(
        f"{sign} {chance.choice(INLINES).replace(chr(10), inside)}"
        for _ in range(chance.randint(1, 4))
    )


def quote(chance: random.Random) -> str:
    return "\n".join(f"> {line}" for line in block(chance).split("\n"))


def table(chance: random.Random) -> str:
    cells = [chance.choice(INLINES).replace("\n", " ").replace("|", "\\|") for _ in range(4)]
    return "| {} | {} |\n|{}|{}|\n| {} | {} |".format(
        *cells[:2], *chance.choices(("---", ":--", "--:", ":-:"), k=2), *cells[2:]
    )


def known(chance: random.Random) -> str:
    return chance.choice(BLOCKS)


MAKERS: tuple[Make, ...] = (paragraph, paragraph, heading, items, quote, table, known, known, known)


def block(chance: random.Random) -> str:
    """One block, or what looks like one."""
    return chance.choice(MAKERS)(chance)


def text(chance: random.Random) -> str:
    """A text of a few blocks; some are named in it, as links and notes are."""
    blocks = [block(chance) for _ in range(chance.randint(1, 6))]
    if chance.random() < 0.8:
        blocks.insert(chance.randint(0, len(blocks)), NAMED)
    joined = "".join(part + chance.choice(GAPS) for part in blocks[:-1]) + blocks[-1]
    return chance.choice(EDGES) + joined + chance.choice(EDGES)


def texts(number: int, seed: int) -> list[str]:
    """`number` texts; the same for the same seed."""
    chance = random.Random(seed)
    return [text(chance) for _ in range(number)]
