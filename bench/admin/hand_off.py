"""From a blog's door by the platform's sign-in into the studio: what both hosts take together."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from urllib.parse import urljoin

from accounts.hashers import QuickArgon2idHasher
from accounts.models import User
from bench import content
from bench.admin.ground import Ground
from bench.browser import Answer, Browser, Page
from bench.cpu import seconds_of
from bench.figures import Figure
from bench.fleet.server import cluster_seconds
from bench.stage import Stage, free_port, url_of
from inkstead.devstack.processes import Process, stop_all

ROUNDS = 40
WITHIN = 0.15
STEPS = 8
PASSWORD = "a lamp nobody had lit"


def hand_off(ground: Ground) -> Iterator[Figure]:
    """On a server whose password hash costs nothing: the real one is slow on purpose."""
    host = content.host_of(content.blog("handed-over"))
    owner = User.objects.get(email="handed-over@bench.example")
    owner.password = QuickArgon2idHasher().encode(PASSWORD, "a-salt-of-the-bench")
    owner.save(update_fields=["password"])
    port = free_port(ground.stage.port + 1)
    server = ground.stage.start("web server", port, BENCH_QUICK_HASH="1")
    _sign_in(port, host, owner.email)
    before = _used(ground.stage, server)
    times = sorted(_sign_in(port, host, owner.email) for _ in range(ROUNDS))
    cpu = (_used(ground.stage, server) - before) / ROUNDS
    stop_all([server])
    what = "sign-in by hand-off, both hosts together, less the password's hash"
    yield Figure(
        name=f"{what}, p50", value=median(times), unit="s", n=1, rounds=ROUNDS, at_most=WITHIN
    )
    yield Figure(
        name=f"{what}: processor of web server and Postgres",
        value=cpu,
        unit="s",
        n=1,
        rounds=ROUNDS,
        at_most=WITHIN,
        cpu=cpu,
    )


def _used(stage: Stage, server: Process) -> float:
    if server.running is None:
        raise RuntimeError(f"{server.name} does not run.")
    return seconds_of(server.running.pid) + cluster_seconds(stage)


def _sign_in(port: int, host: str, email: str) -> float:
    """A browser that was never here: seconds of all answers, up to the one that leads to posts."""
    with Browser(port) as browser:
        answer = browser.get(url_of(host, "/login/?next=/studio/posts/"))
        seconds = answer.seconds
        for _ in range(STEPS):
            if answer.location.endswith(f"{host}/studio/posts/"):
                return seconds
            answer = _next(browser, answer, email)
            seconds += answer.seconds
    raise RuntimeError(f"It never came to the studio: {answer.status} {answer.url}")


def _next(browser: Browser, answer: Answer, email: str) -> Answer:
    if answer.location:
        return browser.get(answer.location)
    action, fields = Page.of(answer.text).form("password")
    sent = fields | {"login": email, "password": PASSWORD}
    return browser.post(urljoin(answer.url, action), sent)
