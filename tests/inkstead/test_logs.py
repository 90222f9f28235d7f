"""Log lines: one JSON object a line, and nothing in them that signs somebody in."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.test import RequestFactory
from django.urls import reverse

from inkstead.logs import JsonLines
from kit.tokens import without_tokens
from tests.isolation.examples import BLOG, PLATFORM


def line(**extra: object) -> dict[str, object]:
    record = logging.LogRecord("blog", logging.ERROR, "", 1, "It %s", ("broke",), None)
    record.__dict__.update(extra)
    text = JsonLines().format(record)
    assert "\n" not in text
    found: dict[str, object] = json.loads(text)
    return found


def test_the_words_are_there() -> None:
    found = line()
    assert (found["level"], found["logger"], found["message"]) == ("ERROR", "blog", "It broke")


def test_a_request_is_told_without_what_it_carried() -> None:
    request = RequestFactory().get(
        "/handoff/", {"code": "hush"}, headers={"x-request-id": "7", "cookie": "a=hush"}
    )
    found = line(request=request, status_code=500)
    assert (found["path"], found["request_id"], found["status"]) == ("/handoff/", "7", 500)
    assert "hush" not in json.dumps(found)


@pytest.mark.parametrize(
    ("urlconf", "examples"),
    [("inkstead.urls.platform", PLATFORM), ("inkstead.urls.blog", BLOG)],
)
def test_no_address_with_a_token_is_written_down(
    urlconf: str, examples: dict[str, dict[str, object]]
) -> None:
    secrets = {name: str(kwargs["token"]) for name, kwargs in examples.items() if "token" in kwargs}
    assert secrets
    for name, token in secrets.items():
        path = reverse(name, urlconf=urlconf, kwargs=examples[name])
        assert token in path
        assert token not in without_tokens(path), name


def test_an_error_has_its_trace() -> None:
    try:
        raise ValueError("salt")
    except ValueError:
        found = line(exc_info=sys.exc_info())
    assert "ValueError: salt" in str(found["trace"])
