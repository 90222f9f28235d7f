"""Where formulas are in Markdown: `$…$` in a line, `$$…$$` by themselves.

As in Pandoc, a dollar opens before and closes after anything but a space, and closes before
anything but a digit: prices stay prices. Each search has an end, so a text of dollars costs little.
"""

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from blog.rendering.mathml import MAX_FORMULA_CHARS

MAX_BLOCK_LINES = 200
_CHARS_PER_STEP = 256
_LINES_PER_TOKEN = 10


def formula(state: StateInline, silent: bool) -> bool:
    """Match `$x$` or `$$x$$` inside a paragraph."""
    start = state.pos
    if state.src[start] != "$":
        return False
    mark = "$$" if state.src.startswith("$$", start) else "$"
    begin = start + len(mark)
    end = _closing(state, begin, mark)
    if end < 0:
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content, token.markup = state.src[begin:end], mark
    state.pos = end + len(mark)
    return True


def _closing(state: StateInline, begin: int, mark: str) -> int:
    src, last = state.src, min(state.posMax, begin + MAX_FORMULA_CHARS)
    if begin >= last or src[begin].isspace() or src[begin] == "$":
        return -1
    found = begin
    while (found := src.find(mark, found + 1, last)) > 0:
        state.env["budget"].step()
        after = src[found + len(mark) : found + len(mark) + 1]
        if not src[found - 1].isspace() and src[found - 1] != "\\" and not after.isdigit():
            return found
    state.env["budget"].step((last - begin) // _CHARS_PER_STEP)
    return -1


def formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match lines from one that begins with `$$` to one that ends with it."""
    if state.is_code_block(start) or not _line(state, start).startswith("$$"):
        return False
    last = _last_line(state, start, end)
    if last < 0:
        return False
    if silent:
        return True
    lines = [_line(state, number).strip() for number in range(start, last + 1)]
    state.line = last + 1
    token = state.push("formula_block", "math", 0)
    token.content = "\n".join(lines)[2:-2].strip()
    token.map, token.markup = [start, last + 1], "$$"
    return True


def _last_line(state: StateBlock, start: int, end: int) -> int:
    first = _line(state, start).strip()
    if first.endswith("$$") and len(first) > 4:
        return start
    for number in range(start + 1, min(end, start + MAX_BLOCK_LINES)):
        line = _line(state, number).strip()
        if not line or state.sCount[number] < state.blkIndent:
            break
        if line.endswith("$$"):
            return number
        if "$$" in line:
            break
    state.env["budget"].block_token(MAX_BLOCK_LINES // _LINES_PER_TOKEN)
    return -1


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
