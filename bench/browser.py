"""As much of a browser as the figures need: cookies by host, redirects, forms, meta refresh.

It speaks to 127.0.0.1 only and names the host in a header, as a proxy that ends TLS would.
"""

from __future__ import annotations

import http.client
import itertools
import json
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urljoin, urlsplit

REDIRECTS = {301, 302, 303, 307, 308}
TIMEOUT = 30

_addresses = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `seconds` is from the request's first byte to the answer's last."""

    url: str
    status: int
    headers: dict[str, str]
    text: str
    seconds: float

    @property
    def location(self) -> str:
        """Where it sends us, absolute: by redirect or by meta refresh; empty when it does not."""
        if self.status in REDIRECTS:
            return urljoin(self.url, self.headers["location"])
        target = Page.of(self.text).refresh
        return urljoin(self.url, target[1]) if target else ""

    @property
    def pause(self) -> float:
        """The seconds that a meta refresh waits."""
        target = None if self.status in REDIRECTS else Page.of(self.text).refresh
        return target[0] if target else 0.0


@dataclass
class Browser:
    """One person's browser, with a client address of its own."""

    port: int
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self._address = f"10.{(n := next(_addresses)) >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def get(self, url: str) -> Answer:
        """Ask for an absolute address."""
        return self._ask("GET", url, None)

    def post(self, url: str, fields: dict[str, str]) -> Answer:
        """Send a form to an absolute address."""
        return self._ask("POST", url, urlencode(fields))

    def post_json(self, url: str, data: dict[str, object], token: str) -> Answer:
        """Send an object, as a script of the page does."""
        kind = {"Content-Type": "application/json", "X-CSRFToken": token}
        return self._ask("POST", url, json.dumps(data), kind)

    def _ask(
        self, method: str, url: str, body: str | None, kind: dict[str, str] | None = None
    ) -> Answer:
        parts = urlsplit(url)
        path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        headers = self._headers(parts.netloc, f"{parts.scheme}://{parts.netloc}", body)
        headers |= kind or {}
        start = time.perf_counter()
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        data = response.read()
        seconds = time.perf_counter() - start
        self._keep_cookies(parts.netloc, response.headers.get_all("Set-Cookie") or [])
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(url, response.status, found, data.decode(errors="replace"), seconds)

    def _headers(self, host: str, origin: str, body: str | None) -> dict[str, str]:
        jar = self.cookies.get(host, {})
        headers = {
            "Host": host,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self._address,
            "Cookie": "; ".join(f"{name}={value}" for name, value in jar.items()),
        }
        if body is None:
            return headers
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin}
        return headers | form | {"Sec-Fetch-Site": "same-origin"}

    def _keep_cookies(self, host: str, lines: list[str]) -> None:
        jar = self.cookies.setdefault(host, {})
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    jar.pop(name, None)
                else:
                    jar[name] = morsel.value


class Page(HTMLParser):
    """The form fields of a page by form, and its meta refresh."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.links: list[str] = []
        self.refresh: tuple[float, str] | None = None

    @classmethod
    def of(cls, text: str) -> Page:
        """Read a page."""
        page = cls()
        page.feed(text)
        return page

    def form(self, field_name: str) -> tuple[str, dict[str, str]]:
        """The action and filled-in fields of the first form that has `field_name`."""
        return next(form for form in self.forms if field_name in form[1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((has.get("action", ""), {}))
        elif tag in {"input", "textarea", "select"} and self.forms and "name" in has:
            self.forms[-1][1][has["name"]] = has.get("value", "")
        elif tag == "a":
            self.links.append(has.get("href", ""))
        elif tag == "meta" and has.get("http-equiv", "").lower() == "refresh":
            pause, _, rest = has["content"].partition(";")
            self.refresh = (float(pause), rest.strip().removeprefix("url=").strip("'\""))
