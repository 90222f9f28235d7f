"""Whether this process is fit to serve."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError, connection

from inkstead.views import health
from tests.conftest import BlogClient

pytestmark = pytest.mark.django_db


def test_all_is_well(platform_client: BlogClient) -> None:
    response = platform_client().get("/health/")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok", "database": True, "redis": True, "version": health._version()
    }  # fmt: skip
    assert "no-store" in response["Cache-Control"]


def test_without_redis_the_process_still_serves(platform_client: BlogClient, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = platform_client().get("/health/")
    assert response.status_code == 200
    assert (response.json()["status"], response.json()["redis"]) == ("degraded", False)


def test_without_the_database_it_does_not(
    platform_client: BlogClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", fail)
    response = platform_client().get("/health/")
    assert response.status_code == 503
    assert (response.json()["status"], response.json()["database"]) == ("down", False)


def test_only_on_the_platform(make_blog: Any, blog_client: BlogClient) -> None:
    assert blog_client(make_blog()).get("/health/").status_code == 404


def test_only_reading(platform_client: BlogClient) -> None:
    assert platform_client().post("/health/").status_code == 405
