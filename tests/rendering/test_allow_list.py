"""The gate's list is the one these tests know: a wider gate is a decision, not an accident."""

from blog.rendering import allowed
from tests.rendering import inspect_html

MADE_AFTER_THE_GATE = {"a": {"aria-hidden", "tabindex"}, "span": {"class"}}


def test_tags() -> None:
    assert allowed.TAGS | {"span"} == inspect_html.TAGS
    assert not allowed.TAGS & {"script", "style", "svg", "math", "iframe", "form", "input", "div"}


def test_attributes() -> None:
    assert allowed.EVERYWHERE == inspect_html.EVERYWHERE
    for tag in inspect_html.TAGS:
        gate = (
            allowed.ATTRIBUTES.get(tag, frozenset())
            | allowed.VALUES.get(tag, {}).keys()
            | ({"class"} if tag in allowed.CLASSES else set())
            | ({"rel"} if tag == "a" else set())
        )
        known = inspect_html.ATTRIBUTES.get(tag, set()) - MADE_AFTER_THE_GATE.get(tag, set())
        assert gate == known, tag


def test_schemes() -> None:
    assert inspect_html.SCHEMES["a"] == allowed.SCHEMES
    assert inspect_html.SCHEMES["img"] == allowed.PICTURE_SCHEMES


def test_what_is_added_is_allowed() -> None:
    for tag, added in allowed.ADDED.items():
        for name, value in added.items():
            assert value in allowed.VALUES[tag][name]
