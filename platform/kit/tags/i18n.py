"""Stands in for Django's library `i18n`: a sentence is looked up once a language."""

from __future__ import annotations

from typing import Any

from django.template import Library
from django.template.base import Parser, Token, Variable, render_value_in_context
from django.templatetags import i18n
from django.utils.translation import get_language, gettext, ngettext

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
        self.one = plain.render_token_list(plain.singular)
        self.many = plain.render_token_list(plain.plural) if plain.plural else None

    def render(self, context: Any, nested: bool = False) -> Any:
        """As Django's node does; what is unusual is left to it."""
        if self.message_context or self.asvar or nested:
            return super().render(context, nested)
        message, names = self.one
        given = {name: said.resolve(context) for name, said in self.extra_context.items()}
        if self.many is None or self.counter is None or self.countervar is None:
            said = gettext(message)
        else:
            count = given[self.countervar] = self.counter.resolve(context)
            said = ngettext(message, self.many[0], count)
            names = names + self.many[1]
        values = {name: given[name] if name in given else context.get(name, "") for name in names}
        try:
            return said % {n: render_value_in_context(v, context) for n, v in values.items()}
        except (KeyError, ValueError, TypeError):
            return super().render(context)


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
