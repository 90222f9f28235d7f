"""Stands in for Django's library `static`: a file's address is looked up once a process."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.template import Library
from django.template.base import Parser, Token, Variable
from django.templatetags import static

register = Library()
register.filters = static.register.filters
register.tags = dict(static.register.tags)


class File(static.StaticNode):
    """A constant name of a file."""

    @cached_property
    def address(self) -> str:
        """Where it is."""
        return str(self.handle_simple(self.path.var))

    def url(self, context: Any) -> str:
        return self.address


class Named(static.StaticNode):
    """A name that the page gives: one of the few that there are."""

    def __init__(self, plain: static.StaticNode) -> None:
        super().__init__(plain.varname, plain.path)
        self.known: dict[Any, str] = {}

    def url(self, context: Any) -> str:
        name = self.path.resolve(context)
        if name not in self.known:
            self.known[name] = str(self.handle_simple(name))
        return self.known[name]


@register.tag("static")
def static_file(parser: Parser, token: Token) -> Any:
    """`{% static "…" %}`."""
    node = static.StaticNode.handle_token(parser, token)
    constant = not isinstance(node.path.var, Variable) and not node.path.filters
    return File(node.varname, node.path) if constant else Named(node)
