"""Rules of markdown-it and its footnotes that scan too far, each with a bound around it."""

from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.common.utils import isLinkClose, isLinkOpen
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import text as plain_text
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def, footnote_ref

from blog.rendering.budget import STEPS_PER_FOOTNOTE, TOKENS_PER_FOOTNOTE, Budget, TooMuch

MAX_TAG_CHARS = 8_192
MAX_FOOTNOTE_LABEL_CHARS = 100
# What starts with "<!" or "<?", and what ends it (CommonMark 0.31, section 6.6).
_MARKUP_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>", "<!": ">"}
_CHARS_PER_STEP = 256


def inlines(state: StateCore) -> None:
    """Parse every inline token within the budget; one that exceeds it becomes its own text."""
    budget: Budget = state.env["budget"]
    for token in state.tokens:
        if token.type == "inline":
            token.children = _inline(state, token.content, budget)


def _inline(state: StateCore, content: str, budget: Budget) -> list[Token]:
    children: list[Token] = []
    budget.open_block()
    try:
        state.md.inline.parse(content, state.md, state.env, children)
        for child in children:
            if child.attrs:
                budget.link(sum(len(str(value)) for value in child.attrs.values()))
    except TooMuch:
        state.env["simplified"] = True
        return [Token("text", "", 0, content=content)]
    finally:
        budget.close_block()
    return children


def counted_text(state: StateInline, silent: bool) -> bool:
    """Charge a step for each turn of the inline loop: this rule comes first on every turn."""
    state.env["budget"].step()
    return plain_text(state, silent)


def html_inline(state: StateInline, silent: bool) -> bool:
    """Match one tag or comment, as markdown-it does, without its regex on comments.

    That regex takes seconds for some hundred openers of comments before one end.
    """
    src, pos = state.src, state.pos
    if src[pos] != "<":
        return False
    end = _markup_end(state) if src.startswith(("<!", "<?"), pos) else _tag_end(state)
    if end < 0:
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = src[pos:end]
        state.linkLevel += isLinkOpen(token.content) - isLinkClose(token.content)
    state.pos = end
    return True


def _tag_end(state: StateInline) -> int:
    match = HTML_TAG_RE.match(state.src, state.pos, min(state.posMax, state.pos + MAX_TAG_CHARS))
    return match.end() if match else -1


def _markup_end(state: StateInline) -> int:
    opener = next(name for name in _MARKUP_ENDS if state.src.startswith(name, state.pos))
    closer, start = _MARKUP_ENDS[opener], state.pos + len(opener)
    if state.html_terminator_last(closer) < start:
        return -1
    found = state.src.find(closer, start, state.posMax)
    if found < 0:
        state.env["budget"].step((state.posMax - start) // _CHARS_PER_STEP)
        return -1
    return found + len(closer)


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """Match `[^label]`. The plugin reads to the end of the text for each `[^` that never ends."""
    if not state.src.startswith("[^", state.pos):
        return False
    end = min(state.posMax, state.pos + MAX_FOOTNOTE_LABEL_CHARS)
    if state.src.find("]", state.pos, end) < 0 or not footnote_ref(state, silent):
        return False
    state.env["budget"].step(STEPS_PER_FOOTNOTE)
    return True


def footnote_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match `[^label]: text`; as dear as it is, a text may have some ten thousand."""
    found = footnote_def(state, start, end, silent)
    if found and not silent:
        state.env["budget"].block_token(TOKENS_PER_FOOTNOTE)
    return found
