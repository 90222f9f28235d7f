"""`Server-Timing` on every response."""

from __future__ import annotations

import re
import time

import pytest
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from inkstead.middleware.timing import ServerTimingMiddleware
from inkstead.templating import TimedTemplates
from kit.timings import measuring, timed
from tests.conftest import BlogClient, MakeBlog

pytestmark = pytest.mark.django_db

FORM = re.compile(
    r"host;dur=[\d.]+, cache;desc=off, db;desc=\"(\d+) round trips\", "
    r"render;dur=([\d.]+), total;dur=([\d.]+)$"
)


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("no ink")


urlpatterns = [path("broken/", broken), path("", include("inkstead.urls.platform"))]
handler500 = "inkstead.views.errors.server_error"


def timing(response: object) -> tuple[int, float, float]:
    match = FORM.match(response["Server-Timing"])  # type: ignore[index]
    assert match, response["Server-Timing"]  # type: ignore[index]
    return int(match[1]), float(match[2]), float(match[3])


@pytest.mark.parametrize(("where", "asked"), [("/", 1), ("/no-such-page/", 0), ("/%00", 0)])
def test_on_the_platform(where: str, asked: int, platform_client: BlogClient) -> None:
    trips, _render, total = timing(platform_client().get(where))
    assert trips == asked, "strangers need no database, but for whether they may sign up"
    assert total > 0


@pytest.mark.parametrize("where", ["/", "/blog/", "/no-such-page/", "/studio/", "/%00"])
def test_on_a_blog(where: str, make_blog: MakeBlog, blog_client: BlogClient) -> None:
    timing(blog_client(make_blog()).get(where))


def test_on_a_host_without_a_blog() -> None:
    timing(Client(HTTP_HOST=f"nobody.{settings.BLOGS_DOMAIN}").get("/"))
    timing(Client(HTTP_HOST="!!").get("/"))


def test_on_an_error() -> None:
    client = Client(HTTP_HOST=settings.PLATFORM_HOST, raise_request_exception=False)
    with override_settings(PUBLIC_SCHEMA_URLCONF=__name__):
        response = client.get("/broken/")
    assert response.status_code == 500
    timing(response)


def test_round_trips_are_counted(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        for _ in range(3):
            connection.cursor().execute("SELECT 1")
        return HttpResponse()

    assert timing(ServerTimingMiddleware(view)(rf.get("/")))[0] == 3


def test_rendering_is_measured(rf: RequestFactory) -> None:
    engine = TimedTemplates({"NAME": "timed", "DIRS": [], "APP_DIRS": False, "OPTIONS": {}})

    def slow() -> str:
        time.sleep(0.02)
        return "slow"

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(engine.from_string("{{ slow }}").render({"slow": slow}))

    _trips, render, total = timing(ServerTimingMiddleware(view)(rf.get("/")))
    assert 20 <= render <= total


def test_the_products_templates_are_measured(platform_client: BlogClient) -> None:
    assert isinstance(engines["django"], TimedTemplates)
    assert timing(platform_client().get("/"))[1] > 0


def test_a_timer_in_a_timer_counts_once() -> None:
    with measuring() as spent, timed("render"):
        with timed("render"):
            time.sleep(0.01)
        with timed("host"):
            pass
    assert 10 <= spent["render"] < 20 + spent["host"]
    assert set(spent) == {"render", "host"}


def test_nobody_measures_nothing_is_kept() -> None:
    with timed("render"):
        pass
    with measuring() as spent:
        pass
    assert spent == {}


def test_in_production_it_is_not_there() -> None:
    with override_settings(SERVER_TIMING=False), pytest.raises(MiddlewareNotUsed):
        ServerTimingMiddleware(lambda request: HttpResponse())
