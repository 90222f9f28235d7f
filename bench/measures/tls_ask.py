"""How soon the proxy is told whether a name may have a certificate, with Redis and without."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from itertools import cycle, islice

from bench import content
from bench.figures import Figure
from bench.stage import Stage
from tenants.domains.canonical import route
from tenants.domains.models import DomainClaim
from tenants.models import Tenant

DOMAINS = 2_000
ASKED = 1_000
WARM_UP = 50
WITHIN = 0.020  # a handshake waits for it
NO_REDIS = "redis://127.0.0.1:1/0"


def tls_ask(stage: Stage) -> Iterator[Figure]:
    """Domains of people's own, addresses here, and names that are nobody's, in turn."""
    tenant = content.blog("vouched-for")
    _claim(tenant)
    known = [f"d{number}.bench.example" for number in range(0, DOMAINS, 7)]
    names = {
        **dict.fromkeys(known, 200),
        content.host_of(tenant): 200,
        **{f"nobody-{number}.bench.example": 404 for number in range(len(known))},
    }
    yield _figure("with Redis", stage.port, names)
    with stage.aside(REDIS_URL=NO_REDIS, CELERY_BROKER_URL=NO_REDIS) as port:
        yield _figure("without Redis", port, names)


def _figure(how: str, port: int, names: dict[str, int]) -> Figure:
    times = sorted(_times(port, names))
    return Figure(
        name=f"tls-ask among {DOMAINS:,} domains, {how}, p99",
        value=times[int(len(times) * 0.99)],
        unit="s",
        n=len(times),
        at_most=WITHIN,
    )


def _times(port: int, names: dict[str, int]) -> Iterator[float]:
    """As the proxy asks: by a loopback name, forwarding nobody, on a connection that stays."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for number, (name, status) in enumerate(islice(cycle(names.items()), WARM_UP + ASKED)):
        started = time.perf_counter()
        connection.request("GET", f"/internal/tls-ask?domain={name}", headers={"Host": "localhost"})
        answer = connection.getresponse()
        answer.read()
        seconds = time.perf_counter() - started
        if answer.status != status:
            raise RuntimeError(f"{answer.status} for {name}, not {status} (request {number})")
        if number >= WARM_UP:
            yield seconds
    connection.close()


def _claim(tenant: Tenant) -> None:
    """Rows as they are once DNS was right; the blog has more domains than anybody may."""
    for number in range(DOMAINS):
        claim = DomainClaim(tenant=tenant, domain=f"d{number}.bench.example", state="live")
        route(claim)
