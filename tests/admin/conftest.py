"""An admin whose second factor was used."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from tests.conftest import MakeUser
from tests.support.admin import admin_client


@pytest.fixture
def ada(user_factory: MakeUser) -> User:
    """A platform admin."""
    return user_factory("ada@post.example", name="Ada", is_staff=True, is_superuser=True)


@pytest.fixture
def admin(ada: User) -> Client:
    """Ada's browser, inside the wall."""
    return admin_client(ada)
