"""The database says nothing: what readers know stays readable, and comes back by itself."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.browser.site import Site

HOST = "marginalia.inkstead.localhost"


def ask(site: Site, path: str = "/") -> tuple[int, str]:
    """Status and Cache-Status of a page on a demo blog; raises TimeoutError after four seconds."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=4)
    try:
        connection.request("GET", path, headers={"Host": f"{HOST}:{site.port}"})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Cache-Status", "")
    finally:
        connection.close()


@contextmanager
def silent_database(site: Site) -> Iterator[None]:
    """Stop every process of the site's Postgres, and let them go on afterwards."""
    first = int(next(site.data.glob("postgres-*/postmaster.pid")).read_text().split()[0])
    found = subprocess.run(["pgrep", "-P", str(first)], capture_output=True, text=True, check=False)
    processes = [first, *map(int, found.stdout.split())]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


def test_readers_notice_nothing(site: Site) -> None:
    ask(site)
    assert ask(site) == (200, "inkstead; hit")
    with silent_database(site):
        end, said = time.monotonic() + 60, ""
        while "database-away" not in said and time.monotonic() < end:
            status, said = ask(site)
            assert status == 200
            time.sleep(0.2)
        assert said == "inkstead; hit; detail=database-away"
    end = time.monotonic() + 60
    while ask(site) != (200, "inkstead; hit"):
        assert time.monotonic() < end
        time.sleep(0.2)
