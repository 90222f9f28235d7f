"""A stranger's browser at the Contact page."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

STAMP = re.compile(r'name="stamp" value="([^"]+)"')
WORDS = {"name": "Dora Reis", "email": "dora@post.example", "text": "Which salt was it?"}


def stamp_of(client: Client, url: str = "/contact/") -> str:
    """The stamp of the form that is shown now."""
    found = STAMP.search(client.get(url).text)
    assert found, "the page shows no form"
    return found[1]


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the clock be `seconds` ahead."""
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + seconds)


def headers(client: Client) -> dict[str, str]:
    """What a browser says about a form's own page."""
    host = client.defaults["HTTP_HOST"]
    return {"Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}


def send(client: Client, stamp: str, url: str = "/contact/", **fields: Any) -> Any:
    """Send the form as a browser does; unfollowed."""
    data = {**WORDS, "website": "", "stamp": stamp, **fields}
    return client.post(url, data, headers=headers(client))


def no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one address write as often as it likes."""
    limits = {**settings.ACCOUNT_RATE_LIMITS, "contact": "9999/h/ip"}
    monkeypatch.setattr(settings, "ACCOUNT_RATE_LIMITS", limits)
