"""Colours for code: Pygments reads it, a few classes of our own show it.

Five colours for two surfaces; anything else of a program stays in the colour of the text.
Only languages whose lexer stays quick on hostile input (tests/rendering/test_highlight.py).
"""

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from itertools import groupby
from operator import itemgetter

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    String,
    _TokenType,
)

CLASS_PREFIX = "hl-"

# Name in Pygments -> what writers put behind the fence.
_SPOKEN_NAMES = {
    "bash": "bash sh shell zsh",
    "c": "c h",
    "cpp": "cpp c++ cc hpp",
    "csharp": "csharp cs c#",
    "css": "css",
    "diff": "diff patch",
    "docker": "docker dockerfile",
    "elixir": "elixir ex",
    "go": "go golang",
    "graphql": "graphql",
    "haskell": "haskell hs",
    "html": "html",
    "ini": "ini conf cfg",
    "java": "java",
    "javascript": "javascript js jsx mjs",
    "json": "json",
    "kotlin": "kotlin kt",
    "lua": "lua",
    "make": "make makefile",
    "nginx": "nginx",
    "php": "php",
    "postgresql": "postgresql postgres psql",
    "powershell": "powershell ps1",
    "pycon": "pycon",
    "python": "python py python3",
    "r": "r",
    "ruby": "ruby rb",
    "rust": "rust rs",
    "scala": "scala",
    "sql": "sql",
    "swift": "swift",
    "toml": "toml",
    "typescript": "typescript ts tsx",
    "xml": "xml svg",
    "yaml": "yaml yml",
}
LANGUAGES = {name: lexer for lexer, names in _SPOKEN_NAMES.items() for name in names.split()}

# The first that contains a token's type names its class.
_CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment.Preproc, "k"),
    (Comment, "c"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Number, "n"),
    (String, "s"),
    (Literal, "n"),
    (Name.Tag, "k"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Decorator, "f"),
    (Name.Attribute, "f"),
    (Name.Builtin, "f"),
    (Name.Exception, "f"),
    (Name.Constant, "n"),
    (Generic.Inserted, "s"),
    (Generic.Deleted, "d"),
    (Generic.Heading, "k"),
    (Generic.Subheading, "k"),
    (Generic.Prompt, "c"),
    (Generic.Output, "c"),
)

SURFACES = ("#f3efe6", "#24211d")
# Class -> colour on the light and on the dark surface, each at least 4.5:1 (WCAG 2.2, 1.4.3).
PALETTE = {
    "k": ("#8a2f5d", "#e79abf"),
    "s": ("#2e6439", "#9ecb8f"),
    "c": ("#6a6257", "#a89f92"),
    "n": ("#8a4b14", "#e3ac72"),
    "f": ("#2b5a8c", "#93bde8"),
    "d": ("#a12d24", "#f0968c"),
}


def known_language(spoken: str) -> str | None:
    """Return Pygments' name for what stands behind a fence, None if we do not colour it."""
    return LANGUAGES.get(spoken.lower())


def highlight(source: str, language: str) -> str:
    """Return `source` as HTML with spans of classes; `language` from `known_language`."""
    return "".join(_spans(_lexer(language).get_tokens(source)))


def pygments_css() -> str:
    """Return the stylesheet; `color-scheme` of the page chooses between light and dark."""
    rules = (
        f".{CLASS_PREFIX}{name} {{ color: light-dark({light}, {dark}); }}"
        for name, (light, dark) in PALETTE.items()
    )
    return "\n".join([*rules, f".{CLASS_PREFIX}c {{ font-style: italic; }}", ""])


@cache
def _lexer(language: str) -> Lexer:
    return get_lexer_by_name(language, stripnl=False, ensurenl=False)


def _spans(tokens: Iterable[tuple[_TokenType, str]]) -> Iterator[str]:
    classed = ((_class_of(kind), text) for kind, text in tokens)
    for name, group in groupby(classed, key=itemgetter(0)):
        text = escape("".join(text for _, text in group), quote=False)
        yield f'<span class="{CLASS_PREFIX}{name}">{text}</span>' if name else text


@cache
def _class_of(kind: _TokenType) -> str:
    lineage = kind.split()
    return next((name for parent, name in _CLASSES if parent in lineage), "")


if __name__ == "__main__":
    sys.stdout.write(pygments_css())
