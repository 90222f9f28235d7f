"""Production's settings: complete, strict, and clean under Django's deployment checks."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.support.databases import ROOT

GIVEN = {
    "DJANGO_SETTINGS_MODULE": "inkstead.settings.production",
    "SECRET_KEY": "an unguessable sentence of the right length, fifty-one characters",
    "PLATFORM_HOST": "example.com",
    "BLOGS_DOMAIN": "example.page",
    "DATABASE_URL": "postgres://inkstead@localhost/inkstead",
    "REDIS_URL": "redis://localhost/0",
    "MEDIA_ROOT": "/srv/inkstead/media",
    "EMAIL_URL": "smtp+tls://user:word@mail.example:587",
    "TRUSTED_PROXY_COUNT": "1",
    "PATH": os.environ["PATH"],
    "HOME": os.environ.get("HOME", "/"),
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_checks_find_nothing() -> None:
    done = manage("check", "--deploy", "--fail-level", "DEBUG", **GIVEN)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "PLATFORM_HOST", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"]
)
def test_a_missing_value_stops_the_start_by_name(name: str) -> None:
    done = manage("check", **{key: value for key, value in GIVEN.items() if key != name})
    assert done.returncode != 0
    assert name in done.stderr


def test_all_that_is_wrong_is_said_at_once_and_no_value_is_repeated() -> None:
    bad = {"SECRET_KEY": "hunter2", "PLATFORM_HOST": "https://example.com", "EMAIL_URL": "mail"}
    done = manage("check", **GIVEN | bad | {"REDIS_URL": ""})
    assert done.returncode != 0
    for name in (*bad, "REDIS_URL"):
        assert f"  {name} " in done.stderr
    assert "hunter2" not in done.stderr


def test_an_empty_value_is_none() -> None:
    done = manage("check", **GIVEN | {"BLOGS_DOMAIN": "", "DB_POOL_SIZE": "", "LOG_FORMAT": ""})
    assert done.returncode == 0, done.stderr


def test_a_proxy_that_is_trusted_is_counted() -> None:
    done = manage("check", "--deploy", **GIVEN | {"TRUSTED_PROXY_COUNT": "0"})
    assert "inkstead.W011" in done.stderr


def test_a_bad_value_stops_the_start() -> None:
    done = manage("check", **GIVEN | {"SECURE_HSTS_SECONDS": "soon"})
    assert done.returncode != 0
    assert "SECURE_HSTS_SECONDS" in done.stderr


def test_cookies_belong_to_one_host_over_tls() -> None:
    ask = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, "
        "s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_DOMAIN, s.DEVELOPMENT, s.SERVER_TIMING)"
    )
    done = manage("shell", "--no-imports", "-c", ask, **GIVEN)
    assert done.stdout.split() == ["__Host-inkstead", "True", "None", "False", "False"]
