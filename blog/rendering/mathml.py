"""Formulas: LaTeX to MathML, which browsers draw themselves and every reader can copy or hear.

The converter's output is not trusted: it is read again, and written anew from a list of elements
and attributes. What is not on it makes the formula its own source.
"""

from __future__ import annotations

import re
from html import escape
from html.entities import html5
from xml.etree import ElementTree as ET

from math_core import LatexError, LatexToMathML

MAX_FORMULA_CHARS = 2_000
MAX_MARKUP_CHARS = 60_000
MAX_DEPTH = 80


def _names(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


_ELEMENTS = _names(
    "annotation math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts"
    " mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover"
    " none semantics"
)
_ATTRIBUTES = _names(
    "accent accentunder columnspan depth display displaystyle encoding fence form height largeop"
    " linethickness lspace mathvariant maxsize minsize movablelimits notation rowspan rspace"
    " scriptlevel separator stretchy symmetric voffset width"
)
# Cells of `cases` and `align` are not centred; a style would not pass the page's policy.
_ALIGNED = {"text-align: left": "align-left", "text-align: right": "align-right"}
_NAMED = re.compile(r"&([A-Za-z0-9]+;)")
_VALUE = re.compile(r"[A-Za-z0-9 .%+/-]{1,40}", re.ASCII)


def mathml(latex: str, *, display: bool) -> str | None:
    """A `math` element with `latex` as its annotation; None when it cannot be made of it."""
    if len(latex) > MAX_FORMULA_CHARS:
        return None
    try:
        # A converter for each: a shared one may be locked by another thread.
        converter = LatexToMathML(annotation=True, fancy_error=False)
        made = converter.convert_with_local_state(latex, displaystyle=display)
        # From the converter, which writes no document type, so there is nothing to expand.
        tree = ET.fromstring(_NAMED.sub(_spelled, made[:MAX_MARKUP_CHARS]))  # noqa: S314
        return _written(tree, MAX_DEPTH)
    except (LatexError, ET.ParseError, _NotOnTheListError):
        return None


class _NotOnTheListError(Exception):
    """The converter made something that we do not know, or nested it too deep."""


def _written(element: ET.Element, depth: int) -> str:
    if element.tag not in _ELEMENTS or not depth:
        raise _NotOnTheListError
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in element.items()
        if name in _ATTRIBUTES and _VALUE.fullmatch(value)
    )
    attributes += _side(element)
    inside = escape(element.text or "", quote=False) + "".join(
        _written(child, depth - 1) + escape(child.tail or "", quote=False) for child in element
    )
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"


def _side(cell: ET.Element) -> str:
    style = cell.get("style", "")
    return next((f' class="{name}"' for said, name in _ALIGNED.items() if said in style), "")


def _spelled(named: re.Match[str]) -> str:
    """A character that HTML has a name for, which XML has not; escaped where XML asks for it."""
    return escape(html5.get(named[1], named[0]))
