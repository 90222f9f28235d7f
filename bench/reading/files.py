"""Pages as files over many blogs at random, beside plain files of the same bytes on the same Caddy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.figures import Figure
from bench.load import Load, Side, Target, in_turn, middle
from bench.reading.front import caddy
from bench.reading.ground import ROUNDS, SECONDS, Ground
from bench.reading.published import Reader, published
from bench.stage import free_port

OF_PLAIN = 0.8
SAMPLE = 20
PLAIN = """
{{
	admin off
	local_certs
	skip_install_trust
	auto_https disable_redirects
	http_port {http}
	https_port {https}
}}
https:// {{
	tls {{
		on_demand
	}}
	root * {folder}/sites/{{host}}
	file_server
}}
"""


def files(ground: Ground) -> Iterator[Figure]:
    """Both by TLS, over kept connections."""
    homes = ground.homes()
    ground.trust()
    with published(ground) as front:
        texts = _texts(front.port, homes)
        with _plain(ground.stage.folder / "plain", front.port, texts) as plain:
            for host, path in homes[:: max(1, len(homes) // SAMPLE)]:
                if Reader(plain.port, host).get(path)[1] != texts[host]:
                    raise RuntimeError(f"Not the same page on both: {host}")
            host = homes[0][0]
            sides = {"ours": Side(front.port, front.pid, homes, tls=host), "plain": plain}
            loads = in_turn(sides, rounds=ROUNDS, seconds=SECONDS, warm_up=SECONDS)
    yield from _beside(loads, len(homes))


def _texts(port: int, homes: list[Target]) -> dict[str, str]:
    """What each blog's front page says, once all of them are files."""
    # One connection: a certificate for each of a thousand names is no part of this.
    reader = Reader(port, homes[0][0])
    for host, path in homes:
        reader.get(path, host)
    return {host: reader.be_a_file(path, host) for host, path in homes}


def _beside(loads: dict[str, list[Load]], blogs: int) -> Iterator[Figure]:
    rates, costs = (
        {name: middle(found, what) for name, found in loads.items()}
        for what in (lambda load: load.rate, lambda load: load.cpu)
    )
    name = f"front pages of {blogs:,} blogs as files, at random"
    yield Figure(
        name=f"{name}, rate beside plain files on the same Caddy",
        value=rates["ours"] / rates["plain"], unit="ratio", n=blogs, rounds=ROUNDS,
        cpu=costs["ours"], at_least=OF_PLAIN,
    )  # fmt: skip
    for side, said in (("ours", "rate"), ("plain", "rate of plain files")):
        yield Figure(
            name=f"{name}, {said}", value=rates[side], unit="1/s", n=blogs, rounds=ROUNDS,
            cpu=costs[side],
        )  # fmt: skip
    yield Figure(
        name=f"{name}, processor beside plain files", value=costs["ours"] / costs["plain"],
        unit="ratio", n=blogs, rounds=ROUNDS,
    )  # fmt: skip


@contextmanager
def _plain(folder: Path, beside: int, texts: dict[str, str]) -> Iterator[Side]:
    """Caddy with nothing but the same pages as files."""
    shutil.rmtree(folder, ignore_errors=True)
    for host, text in texts.items():
        site = folder / "sites" / host
        site.mkdir(parents=True)
        (site / "index.html").write_text(text, encoding="utf-8")
    port = free_port(beside + 1)
    rules = folder / "Caddyfile"
    rules.write_text(PLAIN.format(folder=folder, https=port, http=free_port(port + 1)))
    with caddy(folder, port, rules, {}) as running:
        targets = [(host, "/") for host in texts]
        yield Side(running.port, running.pid, targets, tls=targets[0][0])
    shutil.rmtree(folder)
