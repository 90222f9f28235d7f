"""What every template knows besides Django's own tags and filters, or in place of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.template import Library, defaulttags
from django.template.base import Parser, Token
from django.utils.html import conditional_escape

from kit.addresses import address

register = Library()


@register.filter(expects_localtime=True)
def moment(at: datetime | None) -> str:
    """`at` for machines, to the second: HTML knows no more than three decimals."""
    return at.isoformat(timespec="seconds") if at else ""


class Address(defaulttags.URLNode):
    """`{% url %}` by position, from the addresses that are known."""

    def render(self, context: Any) -> Any:
        values = [part.resolve(context) for part in (self.view_name, *self.args)]
        if not all(isinstance(value, str | int) for value in values):
            return super().render(context)
        found = address(*values)
        return conditional_escape(found) if context.autoescape else found


@register.tag
def url(parser: Parser, token: Token) -> Any:
    """Django's own node where something is named, or kept in a variable."""
    node = defaulttags.url(parser, token)
    return node if node.kwargs or node.asvar else Address(node.view_name, node.args, {}, None)
