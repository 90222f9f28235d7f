"""What is drawn anew for each answer is left out, and nothing else."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from tests.support.tokens import without_tokens

pytestmark = pytest.mark.django_db


def test_two_answers_are_the_same_without_their_tokens() -> None:
    client = Client(HTTP_HOST=settings.PLATFORM_HOST)
    first, second = (client.get("/accounts/login/").text for _ in range(2))
    assert first != second
    assert without_tokens(first) == without_tokens(second)
    assert 'name="csrfmiddlewaretoken" value=""' in without_tokens(first)
    assert len(without_tokens(first)) > len(first) * 0.8
