"""What is measured, in this order. Provisioning comes before a worker could take it away."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bench.figures import Figure
from bench.measures.admin import admin
from bench.measures.archive import archive
from bench.measures.long_list import long_list
from bench.measures.overview import overview
from bench.measures.photos import photos
from bench.measures.provisioning import provisioning
from bench.measures.round_trips import round_trips
from bench.measures.sign_up import password_hash, sign_up
from bench.measures.tls_ask import tls_ask
from bench.stage import Stage

MEASURES: list[Callable[[Stage], Iterable[Figure]]] = [
    provisioning,
    round_trips,
    long_list,
    admin,
    archive,
    photos,
    tls_ask,
    password_hash,
    sign_up,
    overview,  # last: it leaves ten thousand rows behind
]
