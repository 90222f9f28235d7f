"""Pages that are kept in front of Django, over many blogs at random, beside nginx and stock."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.figures import Figure
from bench.load import Load, Side, Target, in_turn, middle, need
from bench.reading.ground import PAIRS, ROUNDS, SECONDS, Ground, body, must_be_same, side
from bench.stage import free_port

SAMPLE = 20
OF_NGINX, TIMES_STOCK, MS_A_HIT = 0.14, 25.0, 0.45

CONFIGURATION = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    sendfile on;
    open_file_cache max=4000 inactive=1h;
    keepalive_requests 10000000;
    default_type text/html;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{ listen 127.0.0.1:{port}; root {folder}/sites/$host; index index.html; }}
}}
"""


def kept(ground: Ground) -> Iterator[Figure]:
    """One process of each, the same bytes: random front pages of the fleet, then stock's blogs."""
    homes = ground.homes()
    with ground.server(**ground.keeping()) as (port, process):
        with _nginx(ground.stage.folder / "nginx", port, homes) as nginx:
            must_be_same(port, nginx.port, homes[:: max(1, len(homes) // SAMPLE)])
            sides = {"ours": side(port, process, homes), "nginx": nginx}
            loads = in_turn(sides, rounds=ROUNDS, seconds=SECONDS)
        yield from _beside_nginx(loads, len(homes))
        yield _beside_stock(ground, port, side(port, process, []))


def _beside_nginx(loads: dict[str, list[Load]], blogs: int) -> Iterator[Figure]:
    ours, nginx = (middle(loads[name], lambda load: load.rate) for name in ("ours", "nginx"))
    cpu = middle(loads["ours"], lambda load: load.cpu)
    static = middle(loads["nginx"], lambda load: load.cpu)
    name = f"kept front pages of {blogs:,} blogs at random"
    yield Figure(
        name=f"{name}, rate beside nginx with the same bytes as files",
        value=ours / nginx, unit="ratio", n=blogs, rounds=ROUNDS, cpu=cpu, at_least=OF_NGINX,
    )  # fmt: skip
    yield Figure(name=f"{name}, rate", value=ours, unit="1/s", n=blogs, rounds=ROUNDS, cpu=cpu)
    yield Figure(
        name=f"{name}, nginx's rate", value=nginx, unit="1/s", n=blogs, rounds=ROUNDS, cpu=static
    )
    yield Figure(
        name=f"{name}, processor a hit",
        value=cpu * 1e3, unit="ms", n=blogs, rounds=ROUNDS, cpu=cpu, at_most=MS_A_HIT,
    )  # fmt: skip


def _beside_stock(ground: Ground, port: int, ours: Side) -> Figure:
    homes = [(host, "/") for host in ground.pairs()]
    stock_port = free_port(port + 1)
    stock = ground.stock().serve(stock_port, homes[0][0])
    must_be_same(port, stock_port, homes)
    sides = {"ours": Side(port, ours.pid, homes), "stock": side(stock_port, stock, homes)}
    loads = in_turn(sides, rounds=ROUNDS, seconds=SECONDS)
    rates = {name: middle(found, lambda load: load.rate) for name, found in loads.items()}
    stock.signal(15)
    return Figure(
        name="kept front pages, rate beside stock django-tenants with the same HTML",
        value=rates["ours"] / rates["stock"], unit="ratio", n=PAIRS, rounds=ROUNDS,
        cpu=middle(loads["ours"], lambda load: load.cpu), at_least=TIMES_STOCK,
    )  # fmt: skip


@contextmanager
def _nginx(folder: Path, port: int, targets: list[Target]) -> Iterator[Side]:
    """nginx with the pages of the server on `port` as files."""
    program = need("nginx")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for host, path in targets:
        site = folder / "sites" / host
        site.mkdir(parents=True)
        (site / "index.html").write_text(body(port, (host, path)), encoding="utf-8")
    subprocess.run(["chmod", "-R", "a+rX", str(folder)], check=True)
    own = free_port(port + 1)
    settings = folder / "nginx.conf"
    settings.write_text(_user() + CONFIGURATION.format(folder=folder, port=own))
    running = subprocess.Popen([program, "-c", str(settings), "-e", str(folder / "error.log")])
    try:
        _wait(own)
        yield Side(own, running.pid, targets)
    finally:
        running.terminate()
        running.wait()
        shutil.rmtree(folder)


def _user() -> str:
    """Its workers stay whoever we are: the folder may lie where others may not look."""
    import getpass

    return f"user {getpass.getuser()};" if getpass.getuser() == "root" else ""


def _wait(port: int) -> None:
    import socket
    import time

    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("nginx does not answer.")
