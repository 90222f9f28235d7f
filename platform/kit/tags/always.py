"""Stands in for tags of Django's that every template knows: addresses, and layouts."""

from __future__ import annotations

from typing import Any

from django.template import Library, defaulttags, loader_tags
from django.template.base import Parser, Template, TextNode, Token
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from kit.addresses import address

register = Library()


class Address(defaulttags.URLNode):
    """`{% url %}` by position, from the addresses that are known."""

    def render(self, context: Any) -> Any:
        values = [part.resolve(context) for part in (self.view_name, *self.args)]
        if not all(isinstance(value, str | int) for value in values):
            return super().render(context)
        try:
            found = address(*values)
        except NoReverseMatch:
            return super().render(context)  # which has nothing to say where it goes into a variable
        if self.asvar:
            context[self.asvar] = found
            return ""
        return conditional_escape(found) if context.autoescape else found


class Layout(ExtendsNode):
    """`{% extends %}`: what a layout leaves open is looked for once, and again in another one."""

    def __init__(self, plain: ExtendsNode) -> None:
        self.__dict__.update(plain.__dict__)
        self.known: tuple[Template | None, dict[str, BlockNode]] = (None, {})

    def render(self, context: Any) -> Any:
        layout = self.get_parent(context)
        if BLOCK_CONTEXT_KEY not in context.render_context:
            context.render_context[BLOCK_CONTEXT_KEY] = BlockContext()
        filled = context.render_context[BLOCK_CONTEXT_KEY]
        filled.add_blocks(self.blocks)
        filled.add_blocks(self._open_in(layout))
        with context.render_context.push_state(layout, isolated_context=False):
            return layout._render(context)  # type: ignore[attr-defined]  # as Django's node does

    def _open_in(self, layout: Template) -> dict[str, BlockNode]:
        """The blocks of a layout that has none around it; one that has adds its own by itself."""
        known, blocks = self.known
        if known is not layout:
            first = next((one for one in layout.nodelist if not isinstance(one, TextNode)), None)
            outermost = first is not None and not isinstance(first, ExtendsNode)
            found: Any = layout.nodelist.get_nodes_by_type(BlockNode) if outermost else []
            blocks = {one.name: one for one in found}
            self.known = layout, blocks
        return blocks


@register.tag
def url(parser: Parser, token: Token) -> Any:
    """Django's own node where something is named."""
    node = defaulttags.url(parser, token)
    return node if node.kwargs else Address(node.view_name, node.args, {}, node.asvar)


@register.tag
def extends(parser: Parser, token: Token) -> Layout:
    """`{% extends "…" %}`."""
    return Layout(loader_tags.do_extends(parser, token))
