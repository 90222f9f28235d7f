"""A writer of the figures' own, signed in by Chromium through the proxy, and long texts to open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, sync_playwright

from accounts.models import User
from bench.browser import Browser
from bench.measures.sign_up import one_person
from bench.reading.front import arguments, chromium, front
from bench.stage import HOST, Stage
from blog.actions.create_post import create_post
from blog.actions.inputs import PostInput
from tenants.db.scope import tenant_transaction
from tenants.models import Domain, Tenant

LABEL = "desk"
# Paragraphs of a hundred words, a heading and a list now and then, and emphasis and links in each.
SENTENCE = "The harbour was *quiet* when the [ferry](https://example.org/ferry) came in at last. "
PARAGRAPH = (SENTENCE + "Nobody on the quay had lit **one** lamp. ") * 5
LIST = "- salt\n- bread\n- a lamp\n"
WITHOUT_WAITING = ["--disable-frame-rate-limit", "--disable-gpu-vsync"]


def text_of(words: int) -> str:
    """A text of about as many words."""
    parts: list[str] = []
    count = 0
    while count < words:
        part = f"## Part {count}\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n{LIST}\n{PARAGRAPH}\n\n{PARAGRAPH}"
        parts.append(part)
        count += len(part.split())
    return "\n\n".join(parts)


@dataclass(frozen=True, slots=True)
class Desk:
    """A signed-in writer: the blog, its host, and what `Browser` knows of the session."""

    stage: Stage
    tenant: Tenant
    host: str
    cookies: dict[str, dict[str, str]]

    @classmethod
    def made(cls, stage: Stage) -> Desk:
        """Sign up, as anybody does."""
        stage.start("worker")
        with stage.open() as browser:
            one_person(stage, LABEL, browser)
            cookies = browser.cookies
        tenant = Domain.objects.get(domain=f"{LABEL}.{HOST}").tenant
        return cls(stage, tenant, f"{LABEL}.{HOST}", cookies)

    def post(self, words: int) -> int:
        """A draft of as many words; returns its number."""
        owner = User.objects.get(memberships__tenant=self.tenant)
        with tenant_transaction(self.tenant):
            data = PostInput(title=f"{words} words", content=text_of(words))
            return create_post(by=owner, data=data).pk

    def path(self, post: int) -> str:
        return f"/studio/posts/{post}/edit/"

    def browser(self, port: int) -> Browser:
        """Signed in, on the server at `port`."""
        return Browser(port, cookies={host: dict(jar) for host, jar in self.cookies.items()})

    @contextmanager
    def chromium(self) -> Iterator[BrowserContext]:
        """Signed in, through Caddy; a frame is painted as soon as it is ready."""
        with (
            front(self.stage.folder / "front", self.stage.port) as caddy,
            sync_playwright() as playwright,
        ):
            running = playwright.chromium.launch(
                executable_path=chromium(), args=[*arguments(caddy.port), *WITHOUT_WAITING]
            )
            context = running.new_context(ignore_https_errors=True)
            context.add_cookies(
                [
                    {"name": name, "value": value, "url": f"https://{host}/", "secure": True}
                    for host, jar in self.cookies.items()
                    for name, value in jar.items()
                ]
            )
            yield context
            running.close()

    def open(self, context: BrowserContext, post: int, mode: str) -> Page:
        """The editor of `post` in that mode, in a page of its own."""
        page = context.new_page()
        page.add_init_script(f"localStorage.setItem('inkstead-editor', '{mode}')")
        page.goto(f"https://{self.host}{self.path(post)}")
        return page
