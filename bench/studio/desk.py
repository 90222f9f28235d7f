"""A writer of the figures' own, signed in, and long texts to open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from playwright.sync_api import BrowserContext, Page, sync_playwright

from accounts.bound_session import make_session
from accounts.models import User
from bench import content
from bench.browser import Browser
from bench.reading.front import arguments, chromium, front
from bench.stage import Stage, url_of
from blog.actions.create_post import create_post
from blog.actions.inputs import PostInput
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant

# Paragraphs of some hundred words with emphasis and links, and a heading and a list now and then.
SENTENCE = "The harbour was *quiet* when the [ferry](https://example.org/ferry) came in at last. "
PARAGRAPH = (SENTENCE + "Nobody on the quay had lit **one** lamp. ") * 5
PART = f"## A part\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n- salt\n- bread\n\n{PARAGRAPH}\n\n{PARAGRAPH}"
# A frame is painted as soon as it is ready: the screen's own pace is no figure of ours.
WITHOUT_WAITING = ["--disable-frame-rate-limit", "--disable-gpu-vsync"]


def text_of(words: int) -> str:
    """A text of at least as many words."""
    return "\n\n".join([PART] * (1 + words // len(PART.split())))


@dataclass(frozen=True, slots=True)
class Desk:
    """A blog and its owner's session."""

    stage: Stage
    tenant: Tenant
    host: str
    owner: User
    session: str

    @classmethod
    def made(cls, stage: Stage) -> Desk:
        """A new blog; its owner signed in on its host."""
        tenant = content.blog("desk")
        owner = User.objects.get(memberships__tenant=tenant)
        host = content.host_of(tenant)
        return cls(stage, tenant, host, owner, make_session(owner, host=host, tenant_id=tenant.id))

    def post(self, words: int) -> int:
        """A draft of as many words; returns its number."""
        with tenant_transaction(self.tenant):
            data = PostInput(title=f"{words} words", content=text_of(words))
            return int(create_post(by=self.owner, data=data).pk)

    def url(self, post: int) -> str:
        """Where that post is written."""
        return url_of(self.host, f"/studio/posts/{post}/edit/")

    def sit_down(self, browser: Browser) -> None:
        """Sign a browser in."""
        browser.cookies[self.host] = {settings.SESSION_COOKIE_NAME: self.session}

    @contextmanager
    def chromium(self) -> Iterator[BrowserContext]:
        """Signed in, through Caddy."""
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": self.session, "secure": True}
        with (
            front(self.stage.folder / "front", self.stage.port) as caddy,
            sync_playwright() as playwright,
        ):
            running = playwright.chromium.launch(
                executable_path=chromium(), args=[*arguments(caddy.port), *WITHOUT_WAITING]
            )
            context = running.new_context(ignore_https_errors=True)
            context.add_cookies([{**cookie, "url": url_of(self.host, "/")}])  # type: ignore[typeddict-item]
            yield context
            running.close()

    def open(self, context: BrowserContext, post: int, mode: str) -> Page:
        """The editor of `post` in that mode, in a page of its own."""
        page = context.new_page()
        self.open_in(page, post, mode)
        return page

    def open_in(self, page: Page, post: int, mode: str) -> None:
        """The same, in a page that is there."""
        page.add_init_script(f"localStorage.setItem('inkstead-editor', '{mode}')")
        page.goto(self.url(post))
