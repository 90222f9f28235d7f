"""`manage.py migrate` over the fleet, the whole command: nothing to do, and one more field."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db import connection

from bench.figures import Figure
from bench.fleet.fleet import GROWN, Fleet
from bench.fleet.one_more_field import (
    last_of_contact,
    seconds_of_sql,
    take_field_back,
    with_one_more_field,
)
from bench.fleet.server import cluster_seconds
from bench.fleet.timing import Took, middle
from bench.stage import HOST
from bench.stock.beside import Stock

ROUNDS = 3
LARGE = 5000
NOTHING_TIMES_CHECK, SQL_WITHIN = 1.5, 0.05
FIELD_WITHIN = {1000: 5.0, 5000: 20.0, GROWN: 20.0}  # up to so many blogs
STOCK_BLOGS, STOCK_DATABASE, TIMES_STOCK = 100, "stock_of_100", 50
SQL = "add a field, SQL a blog"  # on one connection, as stock has one
QUIET = ("--no-input", "--verbosity", "0")


def migrations(fleet: Fleet) -> Iterator[Figure]:
    """What has nothing to do is compared with `check`, by turns, so that the load meets both."""
    nothing = yield from _nothing_to_do(fleet)
    yield from _one_more_field(fleet, nothing)


def _nothing_to_do(fleet: Fleet) -> Generator[Figure, None, Took]:
    here = fleet.stage.environment
    fleet.command(here, "migrate", *QUIET)  # caches of files and of the server are warm from here
    turns = [
        (fleet.command(here, "check"), fleet.command(here, "migrate", *QUIET))
        for _ in range(ROUNDS)
    ]
    check, nothing = middle([a for a, _ in turns]), middle([b for _, b in turns])
    times = median(b.wall / a.wall for a, b in turns)
    yield fleet.figure("manage.py check", check, rounds=ROUNDS)
    yield fleet.figure("migrate, nothing to do", nothing, rounds=ROUNDS)
    yield fleet.figure(
        "migrate, nothing to do / check", times, NOTHING_TIMES_CHECK, unit="ratio", rounds=ROUNDS
    )
    yield fleet.figure(
        "migrate, nothing to do / check, processor",
        median(b.cpu / a.cpu for a, b in turns),
        NOTHING_TIMES_CHECK,
        unit="ratio",
        rounds=ROUNDS,
    )
    before = cluster_seconds(fleet.stage)
    spent = [_sql_of_nothing() for _ in range(ROUNDS)]
    worked = (cluster_seconds(fleet.stage) - before) / ROUNDS
    name = "migrate, nothing to do: SQL"
    yield fleet.figure(name, median(spent), SQL_WITHIN, rounds=ROUNDS)
    yield fleet.figure(f"{name}, Postgres's processor", worked, SQL_WITHIN, rounds=ROUNDS)
    return nothing


def _one_more_field(fleet: Fleet, nothing: Took) -> Iterator[Figure]:
    rounds = ROUNDS if fleet.blogs < LARGE else 1
    here = with_one_more_field(fleet.stage.folder, fleet.stage.environment)
    fields, spent = [], []
    for _ in range(rounds):
        fields.append(fleet.command(here, "migrate", *QUIET))
        take_field_back(fleet.stage.folder)
        spent.append(seconds_of_sql(fleet.stage.folder) / fleet.blogs)
        take_field_back(fleet.stage.folder)
    goal = next((most for up_to, most in FIELD_WITHIN.items() if fleet.blogs <= up_to), None)
    field, each = middle(fields), median(spent)
    yield fleet.figure("migrate, add a field", field, goal, rounds=rounds)
    yield fleet.figure("migrate, add a field, processor", field.cpu, goal, rounds=rounds)
    cost = (field.cpu - nothing.cpu) / fleet.blogs
    yield fleet.figure("add a field, processor a blog", cost * 1000, unit="ms", rounds=rounds)
    yield fleet.figure(SQL, each * 1000, unit="ms", rounds=rounds)
    stock = yield from _stock_field(fleet)
    yield fleet.ratio(f"{SQL}, less than stock's", stock / each, TIMES_STOCK)


def _stock_field(fleet: Fleet) -> Generator[Figure, None, float]:
    """With a hundred schemas: stock's cost of each grows with how many there are."""
    stock = Stock.beside(fleet.stage, STOCK_DATABASE)
    there = int(stock.manage("count_blogs"))
    names = [f"plain{number}.{HOST}" for number in range(there, STOCK_BLOGS)]
    if names:
        stock.make(*names, posts=1)
    stock.manage("migrate_schemas", "--noinput", "--verbosity", "0")  # what else is new first
    here = with_one_more_field(fleet.stage.folder, stock.environment)
    start = fleet.command(stock.environment, "check")
    fields, spent = [], []
    for _ in range(ROUNDS):
        fields.append(fleet.command(here, "migrate_schemas", "--noinput", "--verbosity", "0"))
        _stock_back(fleet, here)
        spent.append(float(replace(stock, environment=here).manage("migrate_and_time")))
        _stock_back(fleet, here)
    cost = (middle(fields).cpu - start.cpu) / STOCK_BLOGS
    each = median(spent) / STOCK_BLOGS
    for name, value in (("processor a blog", cost), ("SQL a blog", each)):
        yield Figure(
            name=f"stock: add a field, {name}",
            value=value * 1000,
            unit="ms",
            n=STOCK_BLOGS,
            rounds=ROUNDS,
        )
    return each


def _stock_back(fleet: Fleet, here: dict[str, str]) -> None:
    back = ("migrate_schemas", "contact", last_of_contact(), "--noinput", "--verbosity", "0")
    fleet.command(here, *back)


def _sql_of_nothing() -> float:
    """Seconds spent waiting for answers, by a run within this process."""
    waited = 0.0

    def wait(execute: Any, *arguments: Any) -> Any:
        nonlocal waited
        start = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            waited += time.perf_counter() - start

    with connection.execute_wrapper(wait):
        call_command("migrate", interactive=False, verbosity=0, stdout=sys.stderr)
    return waited
