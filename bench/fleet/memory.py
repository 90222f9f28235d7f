"""How much a backend of the web server keeps for itself, once it has shown every blog there is."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from bench.browser import Browser
from bench.figures import Figure
from bench.fleet.fill import host_of
from bench.fleet.fleet import Fleet
from bench.fleet.server import backends, private_bytes, superuser
from bench.stage import free_port, url_of
from inkstead.devstack.processes import stop_all

MEBIBYTE = 1024 * 1024
MOST_MEBIBYTES = 100
LOOK_EVERY = 25  # pages


def memory(fleet: Fleet) -> Iterator[Figure]:
    """One reader, so that one connection sees it all, on a server that keeps no pages.

    The peak counts: a connection that has been to many blogs is closed before it grows too large.
    """
    stage, port = fleet.stage, free_port(fleet.stage.port + 1)
    with superuser(stage) as server:
        others = backends(server)
        process = stage.start("web server", port)
        peak, ends, times = 0, [], []
        with Browser(port) as browser:
            for number in range(1, fleet.blogs + 1):
                answer = browser.get(url_of(host_of(number)))
                if answer.status != 200:
                    raise RuntimeError(f"{answer.status} from {answer.url}")
                times.append(answer.seconds)
                if number % LOOK_EVERY == 0:
                    sizes = [private_bytes(pid) for pid in backends(server) - others]
                    peak = max(peak, *sizes)
                    ends.append(max(sizes))
        stop_all([process])
        stage.processes.remove(process)
    name = f"private memory of a web backend after {fleet.blogs:,} blogs"
    yield fleet.figure(
        f"{name}, peak", peak / MEBIBYTE, MOST_MEBIBYTES, unit="MiB", rounds=len(ends)
    )
    yield fleet.figure(f"{name}, p50", median(ends) / MEBIBYTE, unit="MiB", rounds=len(ends))
    yield fleet.figure("first page of each blog, p50", median(times), rounds=len(times))
