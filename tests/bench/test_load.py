"""Load by wrk, and what it says; what a family of processes costs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.cpu import family, seconds_of
from bench.load import Missing, Side, need, put_load

BURN = "import time\nwhile time.process_time() < 0.4: pass\ntime.sleep(30)"


def test_what_children_spend_is_their_parents() -> None:
    burning = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN!r}])"
    with subprocess.Popen([sys.executable, "-c", burning]) as parent:
        end = time.monotonic() + 60
        while seconds_of(parent.pid) < 0.4 and time.monotonic() < end:
            time.sleep(0.05)
        whole = family(parent.pid)
        spent = seconds_of(parent.pid)
        for pid in sorted(whole, reverse=True):
            os.kill(pid, 9)
    assert len(whole) == 2
    assert spent >= 0.4
    assert seconds_of(parent.pid) == 0


class Answers(BaseHTTPRequestHandler):
    """200 for one host, 500 for all others."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200 if self.headers["Host"] == "a.example" else 500)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def answering() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(shutil.which("wrk") is None, reason="There is no wrk: apt install wrk.")
def test_a_run_tells_what_it_saw_and_takes_no_refusal() -> None:
    with answering() as port:
        load = put_load(Side(port, os.getpid(), [("a.example", "/")]), seconds=1, connections=2)
        assert load.requests > 10
        assert 0 < load.p50 <= load.p95 <= load.p99
        assert load.cpu > 0
        with pytest.raises(RuntimeError, match="Not every answer was a page"):
            put_load(Side(port, os.getpid(), [("b.example", "/")]), seconds=1, connections=2)


def test_what_is_missing_is_said_with_its_package() -> None:
    with pytest.raises(Missing, match="apt install no-such-program"):
        need("no-such-program")
