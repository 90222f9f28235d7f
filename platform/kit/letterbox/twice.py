"""The same message, sent twice: a double click, or a page that was sent again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from kit.in_line import wait_in_line
from kit.letterbox.letter import Letter

A_MINUTE = timedelta(minutes=1)


def is_repeated(rows: models.QuerySet[Any], letter: Letter, *, place: str) -> bool:
    """Whether `rows` hold `letter` since less than a minute.

    Senders of the same words to the same `place` wait for each other until the open transaction
    ends, so of two at one moment the second one sees the first.
    """
    words = "\n".join((place, letter.email, letter.name, letter.text))
    wait_in_line(words)
    recent = rows.filter(sent_at__gt=timezone.now() - A_MINUTE)
    return recent.filter(email=letter.email, name=letter.name, text=letter.text).exists()
