"""From the sign-up form to the editor of the new blog, as a stranger's browser goes it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from django.contrib.auth.hashers import make_password

from bench.browser import Answer, Browser, Page
from bench.figures import Figure
from bench.stage import HOST, Stage, url_of

PEOPLE = 25
HASHES = 25
PASSWORD = "a lamp nobody had lit"
REDIRECT_WITHIN = 1.0
EDITOR_WITHIN = 2.0
MOST_STEPS = 40


def password_hash(stage: Stage) -> Iterator[Figure]:
    """What one Argon2id hash costs, apart: it is part of every sign-up and slow on purpose."""
    times = [_hash() for _ in range(HASHES)]
    yield Figure(name="password hash, p50", value=median(times), unit="s", n=HASHES)


def sign_up(stage: Stage) -> Iterator[Figure]:
    """One person after the other, each from an address of their own; the first warms up."""
    stage.start("worker")
    stage.start("beat")
    times = [one_person(stage, f"ferry-{number}") for number in range(PEOPLE + 1)][1:]
    yield Figure(
        name="sign-up POST to redirect, p50",
        value=median(posted for posted, _ in times),
        unit="s",
        n=PEOPLE,
        at_most=REDIRECT_WITHIN,
    )
    yield Figure(
        name="sign-up POST to editor, p50",
        value=median(opened for _, opened in times),
        unit="s",
        n=PEOPLE,
        at_most=EDITOR_WITHIN,
    )


def _hash() -> float:
    start = time.perf_counter()
    make_password(PASSWORD)
    return time.perf_counter() - start


def one_person(stage: Stage, address: str) -> tuple[float, float]:
    """Sign up for a blog at `address`.

    Returns seconds to the redirect, and to the editor, pauses of the page in between included.
    """
    with stage.open() as browser:
        form = browser.get(url_of(HOST, "/signup/"))
        fields = Page.of(form.text).form("address")[1] | {
            "email": f"{address}@bench.example",
            "password": PASSWORD,
            "name": address.title(),
            "address": address,
        }
        start = time.perf_counter()
        answer = browser.post(form.url, fields)
        if answer.status != 302:
            raise RuntimeError(f"Sign-up answered {answer.status}:\n{answer.text[:2000]}")
        editor = _follow(browser, answer)
        opened = time.perf_counter() - start
        if editor.status != 200 or 'name="title"' not in editor.text:
            raise RuntimeError(f"Not the editor: {editor.status} {editor.url}")
        return answer.seconds, opened


def _follow(browser: Browser, answer: Answer) -> Answer:
    """Go where redirects and refreshing pages lead, as slowly as they ask for."""
    for _ in range(MOST_STEPS):
        if not answer.location:
            return answer
        time.sleep(answer.pause)
        answer = browser.get(answer.location)
    raise RuntimeError(f"No end after {MOST_STEPS} steps, at {answer.url}")
