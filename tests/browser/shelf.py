"""A proxy with nothing behind it: whatever a browser asks for, of any host, one function answers.

Playwright's own routes cost two more processes a request, and switch Chromium's cache off: all that
pages have in common would come, and be read, once a page.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its whole address, and what kind of thing it wants."""

    url: str
    page: bool  # to be shown in a window or a frame
    fetch: bool  # by a script


@dataclass(frozen=True, slots=True)
class Answer:
    """What it gets."""

    body: bytes = b""
    kind: str = "text/plain"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
NOTHING = Answer(status=204)  # the page that asked stays where it is


class Shelf(ThreadingHTTPServer):
    """Give `address` to a browser as its proxy; `close()` at the end."""

    daemon_threads = True

    def __init__(self, answer: Callable[[Asked], Answer]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        self.address = f"http://127.0.0.1:{self.server_port}"
        Thread(target=self.serve_forever, name="shelf", daemon=True).start()

    def close(self) -> None:
        """Hear nobody any more."""
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who went to another page meanwhile is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One connection, which asks for many things."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # a head and its body go out together
    server: Shelf

    def do_GET(self) -> None:
        """Answer any method; a body that came along is read, or it would be the next request."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        page = "text/html" in self.headers.get("Accept", "")
        fetch = self.headers.get("Sec-Fetch-Dest") == "empty"
        answer = self.server.answer(Asked(self.path, page, fetch and not page))
        self.send_response_only(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_POST = do_PUT = do_DELETE = do_GET

    def do_CONNECT(self) -> None:
        """Nothing here has a certificate. Of what a page asked for its console tells."""
        self.send_error(502)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
