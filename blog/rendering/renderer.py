"""Markdown tokens to HTML, before the gate."""

from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from blog.rendering.highlight import known_language
from blog.rendering.inserts import Code, Formula, HeadingAnchor, Inserts, TaskBox
from blog.rendering.mathml import mathml

type Tokens = Sequence[Token]

HIGHLIGHT_CHARS = 60_000
HIGHLIGHT_CHARS_PER_TEXT = 300_000
# Two thousand characters of a formula may become 60,000 of markup.
FORMULA_MARKUP_PER_TEXT = 1_500_000
FORMULAS_PER_TEXT = 2_000


class BlogRenderer(RendererHTML):
    """Rules are the public methods; each returns the HTML of `tokens[idx]`.

    `env["inserts"]` takes what may only be written after the gate.
    """

    def fence(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        source = tokens[idx].content
        language = known_language(unescapeAll(tokens[idx].info).strip().split(" ")[0])
        if language and _may_highlight(source, env):
            body = _inserts(env).place(Code(source, language))
        else:
            body = escapeHtml(source)
        return f"<pre><code>{body}</code></pre>\n"

    def formula(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        return _formula(tokens[idx], env)

    def formula_block(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<p>{_formula(tokens[idx], env)}</p>\n"

    def heading_close(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        ident = tokens[idx].meta.get("anchor")
        anchor = _inserts(env).place(HeadingAnchor(ident)) if ident else ""
        return anchor + self.renderToken(tokens, idx, options, env)

    def list_item_open(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        opened = self.renderToken(tokens, idx, options, env)
        return opened if _starts_paragraph(tokens, idx + 1) else opened + _box(tokens[idx], env)

    def paragraph_open(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        opened = self.renderToken(tokens, idx, options, env)
        return opened + _box(tokens[idx - 1], env) if idx and not tokens[idx].hidden else opened

    def th_open(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<th scope="col"{_alignment(tokens[idx])}>'

    def td_open(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<td{_alignment(tokens[idx])}>"

    def footnote_ref(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        number, here = _number(tokens[idx]), _place(tokens[idx])
        link = f'<a href="#fn-{number}" id="fnref-{here}" role="doc-noteref">{number}</a>'
        return f'<sup class="footnote-ref">{link}</sup>'

    def footnote_block_open(
        self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return '<section class="footnotes" role="doc-endnotes">\n<ol>\n'

    def footnote_block_close(
        self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</ol>\n</section>\n"

    def footnote_open(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<li id="fn-{_number(tokens[idx])}">'

    def footnote_close(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        # U+FE0E keeps the arrow a letter where it would turn into a picture.
        back = f'href="#fnref-{_place(tokens[idx])}" role="doc-backlink"'
        return f' <a {back} class="footnote-back">\u21a9\ufe0e</a>'


def _inserts(env: EnvType) -> Inserts:
    inserts: Inserts = env["inserts"]
    return inserts


def _formula(token: Token, env: EnvType) -> str:
    """The place of a formula; what cannot be one is shown as it was typed."""
    display = token.markup == "$$"
    made = mathml(token.content, display=display) if _may_make_formula(env) else None
    if made is None:
        return f"<code>{escapeHtml(token.markup + token.content + token.markup)}</code>"
    env["formula_markup_left"] -= len(made)
    return _inserts(env).place(Formula(token.content, made, display))


def _may_make_formula(env: EnvType) -> bool:
    env.setdefault("formula_markup_left", FORMULA_MARKUP_PER_TEXT)
    env["formulas"] = env.get("formulas", 0) + 1
    return bool(env["formulas"] <= FORMULAS_PER_TEXT and env["formula_markup_left"] > 0)


def _starts_paragraph(tokens: Tokens, idx: int) -> bool:
    return tokens[idx].type == "paragraph_open" and not tokens[idx].hidden


def _box(item: Token, env: EnvType) -> str:
    done = item.meta.get("checked")
    return "" if done is None else _inserts(env).place(TaskBox(done))


def _may_highlight(source: str, env: EnvType) -> bool:
    left = env.get("highlight_left", HIGHLIGHT_CHARS_PER_TEXT) - len(source)
    if len(source) > HIGHLIGHT_CHARS or left < 0:
        return False
    env["highlight_left"] = left
    return True


def _alignment(token: Token) -> str:
    side = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f' class="align-{side}"' if side else ""


def _number(token: Token) -> int:
    return int(token.meta["id"]) + 1


def _place(token: Token) -> str:
    again = token.meta.get("subId", 0)
    return f"{_number(token)}-{again + 1}" if again else str(_number(token))
