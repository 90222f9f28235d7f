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


@register.tag("static")
def static_file(parser: Parser, token: Token) -> Any:
    """`{% static "…" %}`; a name that is no constant is left to Django."""
    node = static.StaticNode.handle_token(parser, token)
    constant = not isinstance(node.path.var, Variable) and not node.path.filters
    return File(node.varname, node.path) if constant else node
