"""Whether this process is fit to serve."""

from __future__ import annotations

import re
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from inkstead.views import health
from journal.heartbeat import TICK, beat
from tenants.models import SchemaTemplate
from tests.conftest import BlogClient, ensure_template
from tests.support.databases import ROOT

pytestmark = pytest.mark.django_db
PATHS = ("/health/", "/health/live", "/health/ready")


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


@pytest.mark.parametrize("path", PATHS)
def test_only_on_the_platform(path: str, make_blog: Any, blog_client: BlogClient) -> None:
    assert blog_client(make_blog()).get(path).status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_only_reading(path: str, platform_client: BlogClient) -> None:
    assert platform_client().post(path).status_code == 405


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_it_answers_from_inside_without_a_redirect(path: str, host: str, settings: Any) -> None:
    ensure_template()
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = production_exempt()
    assert Client(HTTP_HOST=host).get(path).status_code == 200


def test_live_asks_nobody(
    platform_client: BlogClient, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "cursor", Mock(side_effect=OperationalError("gone")))
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = platform_client().get("/health/live")
    assert (response.status_code, response.json()["status"]) == (200, "live")
    assert "no-store" in response["Cache-Control"]


def test_ready_when_migrated_with_the_age_of_the_last_tick(platform_client: BlogClient) -> None:
    ensure_template()
    assert platform_client().get("/health/ready").json()["last_tick_seconds"] is None
    beat(TICK)
    response = platform_client().get("/health/ready")
    assert response.status_code == 200
    body = response.json()
    assert (body["status"], body["migrations"]) == ("ready", True)
    assert 0 <= body["last_tick_seconds"] < 5


def test_without_redis_it_is_ready_all_the_same(platform_client: BlogClient, settings: Any) -> None:
    ensure_template()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = platform_client().get("/health/ready")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")


def test_not_ready_before_migrate_has_run(platform_client: BlogClient) -> None:
    ensure_template()
    MigrationRecorder(connection).record_unapplied("journal", "0003_heartbeat")
    response = platform_client().get("/health/ready")
    assert (response.status_code, response.json()["status"]) == (503, "not ready")


def test_not_ready_with_another_versions_script(platform_client: BlogClient) -> None:
    ensure_template()
    SchemaTemplate.objects.update(leaves_hash="0" * 64, applied=[])
    assert platform_client().get("/health/ready").status_code == 503


def test_not_ready_without_the_database(
    platform_client: BlogClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "cursor", Mock(side_effect=OperationalError("gone")))
    response = platform_client().get("/health/ready")
    assert (response.status_code, response.json()["database"]) == (503, False)


def production_exempt() -> list[str]:
    """What production excepts from the redirect to TLS, read from its settings."""
    text = (ROOT / "platform/inkstead/settings/production.py").read_text()
    found = re.search(r"^SECURE_REDIRECT_EXEMPT = \[(.+)\]$", text, re.M)
    assert found
    return re.findall(r'r"([^"]+)"', found[1])
