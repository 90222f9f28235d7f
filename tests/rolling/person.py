"""What people do on a blog, over HTTP, one request after another."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from bench.browser import Answer, Browser, Page
from tests.rolling.prepare import ADMIN, PASSWORD
from tests.support.admin import code_now

HOST = "inkstead.localhost"
TOO_QUICK = 3.2  # seconds, within which a form that was sent is a machine's
MOST_STEPS = 60


@dataclass
class Person:
    """Somebody with a browser, which a balancer sends to one server or another (`at`)."""

    name: str
    public_port: int
    at: int
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.browser = Browser(self.at).__enter__()

    def leave(self) -> None:
        """Close the browser."""
        self.browser.__exit__(None, None, None)

    def go_to(self, port: int) -> None:
        """From now on another server answers."""
        self.leave()
        self.browser.port = port
        self.browser.__enter__()

    def platform(self, path: str) -> str:
        return f"http://{HOST}:{self.public_port}{path}"

    def blog(self, path: str, address: str = "") -> str:
        return f"http://{address or self.name}.{HOST}:{self.public_port}{path}"

    def sign_up(self) -> Answer:
        """Make a blog that is called like the person; returns its editor."""
        form = self.see(self.platform("/signup/"))
        fields = Page.of(form.text).form("address")[1] | {
            "email": f"{self.name}@rolling.example",
            "password": PASSWORD,
            "name": self.name.title(),
            "address": self.name,
        }
        editor = self.follow(self.browser.post(form.url, fields))
        assert 'name="title"' in editor.text, f"{editor.status} {editor.url}"
        return editor

    def write(self, title: str, text: str) -> None:
        """Write a post and publish it."""
        form = self.see(self.blog("/studio/posts/new/"))
        self._send_post(form, title, text)

    def write_on(self, title: str, text: str) -> None:
        """Change the post of that title."""
        links = Page.of(self.see(self.blog("/studio/posts/")).text).links
        edits = [link for link in links if link.startswith("/studio/posts/") and "edit" in link]
        pages = (self.see(self.blog(path)) for path in dict.fromkeys(edits))
        form = next(page for page in pages if title in page.text)
        self._send_post(form, title, text)

    def reads(self, words: str, path: str = "/blog/", address: str = "") -> bool:
        """Whether the page that readers see has these words, or has them within two seconds.

        The other server hears of a change by its own poll.
        """
        until = time.monotonic() + 2
        while words not in self.see(self.blog(path, address)).text:
            if time.monotonic() > until:
                return False
            time.sleep(0.1)
        return True

    def write_to(self, address: str, words: str, *, sent_to: int) -> None:
        """Fill in the form of a blog's Contact page as slowly as a person; send it to a server."""
        form = self.see(self.blog("/contact/", address))
        time.sleep(TOO_QUICK)
        self.go_to(sent_to)
        fields = Page.of(form.text).form("text")[1] | {
            "name": "A reader",
            "email": "reader@rolling.example",
            "text": words,
        }
        answer = self.follow(self.browser.post(self.blog("/contact/", address), fields))
        assert answer.status == 200, answer.text

    def sign_in_as_admin(self) -> None:
        """By password, and a code from the app."""
        form = self.see(self.platform("/accounts/login/"))
        fields = Page.of(form.text).form("login")[1] | {"login": ADMIN, "password": PASSWORD}
        asked = self.follow(self.browser.post(form.url, fields))
        fields = Page.of(asked.text).form("code")[1] | {"code": code_now()}
        self.follow(self.browser.post(asked.url, fields))

    def see(self, url: str) -> Answer:
        """The page that stands there, or where it leads; anything but a 200 fails."""
        self.go_to(self.browser.port)  # anew: the server may have hung up meanwhile
        return self.follow(self.browser.get(url))

    def follow(self, answer: Answer) -> Answer:
        """Go where redirects and pages that wait lead."""
        for _ in range(MOST_STEPS):
            if not answer.location:
                assert answer.status == 200, f"{answer.status} {answer.url}\n{answer.text[:3000]}"
                return answer
            time.sleep(min(answer.pause, 1))
            answer = self.browser.get(answer.location)
        raise AssertionError(f"No end after {MOST_STEPS} steps, at {answer.url}")

    def _send_post(self, form: Answer, title: str, text: str) -> None:
        fields = Page.of(form.text).form("content")[1]
        fields |= {"title": title, "content": text, "do": "publish"}
        answer = self.follow(self.browser.post(form.url, fields))
        assert title in answer.text, f"{answer.url}\n{answer.text[:3000]}"
