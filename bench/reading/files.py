"""Pages as files over many blogs at random, beside plain files of the same bytes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.figures import ROOT, Figure
from bench.load import Load, Side, Target, in_turn, middle
from bench.reading.front import front
from bench.reading.ground import ROUNDS, SECONDS, Ground
from bench.reading.published import Reader, published

OF_PLAIN = 0.8
SAMPLE = 20
# What the deployed Caddyfile does with a request, and in its place nothing but files.
OURS = "\t\timport pages\n\t\timport upstream\n"
PLAIN = "\t\troot * {sites}/{{host}}\n\t\tfile_server\n"


def files(ground: Ground) -> Iterator[Figure]:
    """Both by TLS, over kept connections."""
    homes = ground.homes()
    ground.trust()
    with published(ground) as caddy:
        texts = _texts(caddy.port, homes)
        with _plain(ground.stage.folder / "plain", caddy.upstream, texts) as plain:
            reader = Reader(plain.port, homes[0][0])
            for host, path in homes[:: max(1, len(homes) // SAMPLE)]:
                if reader.get(path, host)[1] != texts[host]:
                    raise RuntimeError(f"Not the same page on both: {host}")
            host = homes[0][0]
            sides = {"ours": Side(caddy.port, caddy.pid, homes, tls=host), "plain": plain}
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
        name=f"{name}, rate beside plain files in the same front",
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
def _plain(folder: Path, upstream: int, texts: dict[str, str]) -> Iterator[Side]:
    """The same Caddy, its log and limits too, with nothing but the same pages as files."""
    shutil.rmtree(folder, ignore_errors=True)
    for host, text in texts.items():
        site = folder / "sites" / host
        site.mkdir(parents=True)
        (site / "index.html").write_text(text, encoding="utf-8")
    deployed = (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8")
    if OURS not in deployed:
        raise RuntimeError("The Caddyfile has other words now: mend this figure.")
    rules = folder / "Caddyfile"
    rules.write_text(deployed.replace(OURS, PLAIN.format(sites=folder / "sites")))
    with front(folder, upstream, rules=rules) as running:
        targets = [(host, "/") for host in texts]
        yield Side(running.port, running.pid, targets, tls=targets[0][0])
    shutil.rmtree(folder)
