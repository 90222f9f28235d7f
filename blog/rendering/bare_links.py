"""Addresses written out, `https://example.com/`, become links; `example.com` and `README.md` not.

Our own rule instead of linkify-it: that one guesses domains (`main.py` is in Paraguay), and its
scan of the text before each colon grows quadratically.
"""

import re

from markdown_it.rules_inline import StateInline

from blog.rendering.budget import MAX_LINK_CHARS

_SCHEME = re.compile(r"https?\Z", re.IGNORECASE)
_LONGEST_SCHEME = len("https")
# Up to white space, quotes, brackets of tags, or the punctuation of Chinese and Japanese.
_REST = re.compile(
    r"://[^\W_][^\s<>\"`{}|\\^\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff09\u300d\u300f\u201d]*"
)
_TRAILING = "?!.,:;*_~'\u2019\u2026"
_PAIRS = {")": "(", "]": "["}


def bare_link(state: StateInline, silent: bool) -> bool:
    """Match at the colon of `http://` or `https://`, outside of links."""
    src, pos = state.src, state.pos
    if src[pos] != ":" or state.linkLevel > 0 or not src.startswith("://", pos):
        return False
    scheme = _scheme_before(src, pos)
    rest = _rest(state)
    if not scheme or not rest or not (silent or state.pending.endswith(scheme)):
        return False
    address = state.md.normalizeLink(scheme + rest)
    if not state.md.validateLink(address):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme)]
        _push_link(state, address, scheme + rest)
    state.pos += len(rest)
    return True


def _scheme_before(src: str, pos: int) -> str:
    start = max(0, pos - _LONGEST_SCHEME)
    match = _SCHEME.search(src[start:pos])
    if not match:
        return ""
    before = src[start + match.start() - 1 : start + match.start()]
    return "" if before.isalnum() else match[0]


def _rest(state: StateInline) -> str:
    end = min(state.posMax, state.pos + MAX_LINK_CHARS)
    match = _REST.match(state.src, state.pos, end)
    return _without_trailing(match[0]) if match else ""


def _without_trailing(rest: str) -> str:
    while rest:
        last = rest[-1]
        unpaired = last in _PAIRS and rest.count(last) > rest.count(_PAIRS[last])
        if last not in _TRAILING and not unpaired:
            break
        rest = rest[:-1]
    return rest


def _push_link(state: StateInline, address: str, text: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": address}
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)
