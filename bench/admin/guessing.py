"""Somebody who tries passwords: how many are looked at, and whether the time tells who is here."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from math import ceil
from statistics import median

from django.contrib.auth.hashers import make_password

from accounts.models import User
from bench.admin.ground import Ground
from bench.browser import Answer, Browser, Page
from bench.figures import Figure
from bench.stage import HOST, url_of

GUESSES, LOOKED_AT = 1000, 10
TRIES, GAP_WITHIN = 200, 0.010
MINUTE = 60.0
LOGIN = "/accounts/login/"
LIMITED = "Too many tries"


class Guesser(Browser):
    """One machine behind the proxy, which writes another address into the header each time."""

    numbers = itertools.count(1)

    def _headers(self, host: str, origin: str, body: str | None) -> dict[str, str]:
        n = next(self.numbers)
        made_up = f"203.0.{n >> 8 & 255}.{n & 255}"
        headers = super()._headers(host, origin, body)
        own = headers["X-Forwarded-For"]  # which the proxy appends
        more = {"X-Real-IP": made_up, "Forwarded": f"for={made_up}", "Client-IP": made_up}
        return headers | more | {"X-Forwarded-For": f"{made_up}, {own}"}


def guessing(ground: Ground) -> Iterator[Figure]:
    """A thousand wrong passwords, each for somebody else."""
    with Guesser(ground.stage.port) as browser:
        form = _form(browser)
        began = time.perf_counter()
        answers = [_try(browser, form, f"guessed-{n}@bench.example") for n in range(GUESSES)]
        minutes = ceil((time.perf_counter() - began) / MINUTE)
    looked_at = [LIMITED not in answer.text and answer.status != 429 for answer in answers]
    yield Figure(
        name=f"{GUESSES:,} wrong passwords of one source: the first that is not looked at",
        value=looked_at.index(False) + 1 if False in looked_at else GUESSES + 1,
        unit="th",
        n=GUESSES,
        at_most=LOOKED_AT + 1,
    )
    yield Figure(
        name=f"{GUESSES:,} wrong passwords of one source: how many are looked at a minute",
        value=sum(looked_at) / minutes,
        unit="passwords",
        n=GUESSES,
        rounds=minutes,
        at_most=LOOKED_AT,
    )


def telling(ground: Ground) -> Iterator[Figure]:
    """Wrong passwords of people who are here and who are not, by turns, each from elsewhere."""
    User.objects.filter(email__startswith="filler-").update(password=make_password("of nobody"))
    known: list[float] = []
    unknown: list[float] = []
    for number in range(-5, TRIES):
        for times, email in ((known, f"filler-{number + 5}"), (unknown, f"nobody-{number + 5}")):
            with Browser(ground.stage.port) as browser:
                answer = _try(browser, _form(browser), f"{email}@bench.example")
            if answer.status not in {200, 422} or LIMITED in answer.text:
                raise RuntimeError(f"Not looked at: {answer.status}")
            if number >= 0:
                times.append(answer.seconds)
    yield Figure(
        name="a wrong password, known beside unknown e-mail: gap of the medians",
        value=abs(median(known) - median(unknown)),
        unit="s",
        n=TRIES,
        rounds=TRIES,
        at_most=GAP_WITHIN,
    )


def _form(browser: Browser) -> dict[str, str]:
    return Page.of(browser.get(url_of(HOST, LOGIN)).text).form("password")[1]


def _try(browser: Browser, form: dict[str, str], email: str) -> Answer:
    fields = form | {"login": email, "password": "not the one that they have"}
    return browser.post(url_of(HOST, LOGIN), fields)
