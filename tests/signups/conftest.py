"""Rules, and what signing up takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from accounts.models import User
from tenants.actions.change_sign_ups import change_sign_ups
from tests.conftest import MakeUser, ensure_template

type Rule = Callable[..., None]


@pytest.fixture(autouse=True)
def _ready_to_sign_up(request: pytest.FixtureRequest) -> None:
    """A recorded template, and no tries counted yet."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        ensure_template()
        cache.clear()


@pytest.fixture
def rule(db: None) -> Rule:
    """`rule(mode="closed", new_blogs=False)`: the rules from now on."""

    def set_rules(**rules: Any) -> None:
        change_sign_ups(by=None, reason="because", **rules)

    return set_rules


@pytest.fixture
def ada(user_factory: MakeUser) -> User:
    """A platform admin."""
    return user_factory("ada@post.example", name="Ada", is_staff=True, is_superuser=True)
