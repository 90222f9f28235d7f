"""Static files are served in front of Django: on every host, without a database."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from inkstead.static import StaticFiles


def ask(application: Any, path: str, host: str = "any.host.example") -> tuple[str, dict[str, str]]:
    environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": host}
    setup_testing_defaults(environ)
    answer: list[Any] = []
    body: Iterable[bytes] = application(environ, lambda *start: answer.extend(start))
    getattr(body, "close", lambda: None)()
    return answer[0], dict(answer[1])


def django(environ: dict[str, Any], start: Any) -> list[bytes]:
    start("200 Django", [])
    return [b""]


@pytest.mark.parametrize(
    "path", ["/static/app/app.css", "/static/admin/css/base.css", "/static/app/tokens.css"]
)
def test_development_finds_every_apps_files(path: str) -> None:
    status, headers = ask(StaticFiles(django), path)
    assert status == "200 OK"
    assert headers["Content-Type"] == 'text/css; charset="utf-8"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Server-Timing"]
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/", "/about/", "/static/", "/static/no-such.css", "/static/app/", "/static/../manage.py",
        "/static/%2e%2e/manage.py", "/static//etc/passwd",
    ],
)  # fmt: skip
def test_everything_else_is_djangos(path: str) -> None:
    assert ask(StaticFiles(django), path)[0] == "200 Django"


def test_production_serves_the_collected_files(settings: Any, tmp_path: Path) -> None:
    settings.WHITENOISE_USE_FINDERS, settings.STATIC_ROOT = False, tmp_path
    settings.SERVER_TIMING = False
    for name in ("app.css", "app.0123456789ab.css"):
        (tmp_path / name).write_text("a {}")
    application = StaticFiles(django)
    plain = ask(application, "/static/app.css")[1]
    hashed = ask(application, "/static/app.0123456789ab.css")[1]
    assert plain["Cache-Control"] == "max-age=60, public"
    assert "immutable" in hashed["Cache-Control"]
    assert "Server-Timing" not in plain
    assert ask(application, "/static/admin/css/base.css")[0] == "200 Django"


@pytest.mark.django_db
def test_the_servers_application_is_this_one() -> None:
    from inkstead.wsgi import application  # it sets Django up, so not before the test does

    assert ask(application, "/static/app/app.css")[0] == "200 OK"
    assert ask(application, "/", host="!!")[0] == "400 Bad Request"
