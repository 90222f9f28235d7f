"""Stands in for Django's library `i18n`: a sentence is looked up once a language."""

from __future__ import annotations

from typing import Any

from django.template import Library
from django.template.base import Parser, Token, Variable
from django.templatetags import i18n
from django.utils.translation import get_language

register = Library()
register.filters = i18n.register.filters
register.tags = dict(i18n.register.tags)


class Words(i18n.TranslateNode):
    """A constant sentence: what Django's node says of it in a language stays so."""

    def __init__(self, plain: i18n.TranslateNode) -> None:
        super().__init__(plain.filter_expression, plain.noop)
        self.said: dict[str | None, Any] = {}

    def render(self, context: Any) -> Any:
        language = get_language()
        if language not in self.said:
            self.said[language] = super().render(context)
        return self.said[language]


class Sentence(i18n.BlockTranslateNode):
    """A sentence with names in it, put together from the template's pieces once."""

    def __init__(self, plain: i18n.BlockTranslateNode) -> None:
        self.__dict__.update(plain.__dict__)
        self.pieces: dict[int, tuple[str, list[str]]] = {}

    def render_token_list(self, tokens: list[Token]) -> tuple[str, list[str]]:
        key = id(tokens)
        if key not in self.pieces:
            self.pieces[key] = super().render_token_list(tokens)
        message, names = self.pieces[key]
        return message, list(names)  # Django's node adds to them


def translate(parser: Parser, token: Token) -> Any:
    """`{% translate "…" %}`; whatever is no constant is left to Django."""
    node = i18n.do_translate(parser, token)
    said = node.filter_expression
    constant = isinstance(said.var, Variable) and said.var.literal is not None and not said.filters
    return node if node.asvar or node.message_context or not constant else Words(node)


def blocktranslate(parser: Parser, token: Token) -> Sentence:
    """`{% blocktranslate %}`."""
    return Sentence(i18n.do_block_translate(parser, token))


for _name in ("translate", "trans"):
    register.tag(_name, translate)
for _name in ("blocktranslate", "blocktrans"):
    register.tag(_name, blocktranslate)
