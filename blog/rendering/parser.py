"""markdown-it with every unbounded path counted: CommonMark, tables, strike, tasks, footnotes,
formulas."""

from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, paragraph
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote.index import footnote_tail

from blog.rendering.bare_links import bare_link
from blog.rendering.budget import MAX_LINK_CHARS, STEPS_PER_TOKEN
from blog.rendering.formulas import formula, formula_block
from blog.rendering.guarded_rules import (
    counted_text,
    footnote_definition,
    footnote_reference,
    html_inline,
    inlines,
)
from blog.rendering.renderer import BlogRenderer

# Lists count two levels, quotes one. What is deeper becomes a paragraph.
MAX_NESTING = 24
_REFUSED = "data:,"

type Nesting = Literal[-1, 0, 1]


class CountedBlockState(StateBlock):
    """Charges each block token: a table of 2 kB can fill itself in with 200,000 of them."""

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        self.env["budget"].block_token()
        return super().push(ttype, tag, nesting)


class CountedBlocks(ParserBlock):
    """Counts tokens, and makes paragraphs where markdown-it would drop what is nested too deep."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        if state.level < MAX_NESTING:
            super().tokenize(state, startLine, endLine)
        else:
            _paragraphs(state, startLine, endLine)

    def parse(
        self,
        src: str,
        md: MarkdownIt,
        env: EnvType,
        outTokens: list[Token],
    ) -> list[Token] | None:
        if not src:
            return None
        state = CountedBlockState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


class CountedInlineState(StateInline):
    """Charges each inline token: a run of 10,000 `*` makes as many."""

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        self.env["budget"].step(STEPS_PER_TOKEN)
        return super().push(ttype, tag, nesting)


class CountedInlines(ParserInline):
    """Counts the look-ahead too: the search for the end of a label is what grows quadratically."""

    def skipToken(self, state: StateInline) -> None:
        state.env["budget"].step()
        super().skipToken(state)

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = CountedInlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class BlogMarkdown(MarkdownIt):
    """The one dialect of every blog. Shared by threads: what varies per text is in `env`."""

    def __init__(self) -> None:
        super().__init__(renderer_cls=BlogRenderer)
        self.block, self.inline = CountedBlocks(), CountedInlines()
        options = {"maxNesting": MAX_NESTING, "html": True, "xhtmlOut": False, "tasklists": True}
        self.configure("commonmark", options_update=options)
        self.enable(["table", "strikethrough"])
        self.block.ruler.before(
            "reference", "footnote_def", footnote_definition, {"alt": ["paragraph", "reference"]}
        )
        self.block.ruler.before(
            "blockquote", "formula_block", formula_block, {"alt": ["paragraph", "blockquote"]}
        )
        self.inline.ruler.at("text", counted_text)
        self.inline.ruler.after("escape", "formula", formula)
        self.inline.ruler.at("html_inline", html_inline)
        self.inline.ruler.after("text", "bare_link", bare_link)
        self.inline.ruler.after("image", "footnote_ref", footnote_reference)
        self.core.ruler.at("inline", inlines)
        self.core.ruler.after("inline", "footnote_tail", footnote_tail)

    def normalizeLink(self, url: str) -> str:
        """Return the address percent-encoded; one of absurd length is refused by its scheme."""
        return super().normalizeLink(url) if len(url) <= MAX_LINK_CHARS else _REFUSED


@cache
def blog_markdown() -> BlogMarkdown:
    """Return the process's parser."""
    return BlogMarkdown()


def _paragraphs(state: StateBlock, line: int, end: int) -> None:
    while line < end:
        state.line = line = state.skipEmptyLines(line)
        if line >= end or state.sCount[line] < state.blkIndent:
            break
        paragraph(state, line, end, False)
        line = state.line
