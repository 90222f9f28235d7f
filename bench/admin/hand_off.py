"""From a blog's door by the platform's sign-in into the studio: what both hosts take together."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from accounts.hashers import QuickArgon2idHasher
from accounts.models import User
from bench import content
from bench.admin.ground import Ground
from bench.browser import Answer, Browser, Page
from bench.figures import Figure
from bench.stage import url_of

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
    with ground.stage.aside(BENCH_QUICK_HASH="1") as port:
        _sign_in(port, host, owner.email)
        times = sorted(_sign_in(port, host, owner.email) for _ in range(ROUNDS))
    yield Figure(
        name="sign-in by hand-off, both hosts together, less the password's hash, p95",
        value=times[int(ROUNDS * 0.95)],
        unit="s",
        n=STEPS,
        rounds=ROUNDS,
        at_most=WITHIN,
    )


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
