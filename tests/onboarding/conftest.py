"""What signing up takes."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.conftest import ensure_template


@pytest.fixture(autouse=True)
def _ready_to_sign_up(request: pytest.FixtureRequest) -> None:
    """A recorded template, and no tries counted yet."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        ensure_template()
        cache.clear()
