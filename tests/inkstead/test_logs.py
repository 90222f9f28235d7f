"""Log lines: one JSON object a line, and nothing in them that signs somebody in."""

from __future__ import annotations

import json
import logging
import sys

from django.test import RequestFactory

from inkstead.logs import JsonLines


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


def test_an_error_has_its_trace() -> None:
    try:
        raise ValueError("salt")
    except ValueError:
        found = line(exc_info=sys.exc_info())
    assert "ValueError: salt" in str(found["trace"])
