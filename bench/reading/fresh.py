"""How soon readers see what was done, in a process that keeps pages and did not do it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median

from django.utils import timezone

from accounts.models import User
from bench.browser import Browser
from bench.content import host_of
from bench.figures import Figure
from bench.reading.ground import ROUNDS, Ground
from bench.stage import url_of
from blog.actions.inputs import PostInput
from blog.actions.publish_post import publish_post
from blog.actions.unpublish_post import unpublish_post
from blog.actions.update_post import update_post
from blog.models import Post
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant

WITHIN, LONGEST = 1.0, 20.0
PATH = "/blog/post-1/"


def fresh(ground: Ground) -> Iterator[Figure]:
    """Publish, edit, unpublish, suspend: the worst of the rounds, from the commit on."""
    tenant = ground.one("fresh")
    times: dict[str, list[float]] = {}
    with ground.server(**ground.keeping()) as (port, _process), Browser(port) as reader:
        for number in range(ROUNDS):
            for name, seconds in _round(tenant, reader, f"Edited {number} {time.time()}"):
                times.setdefault(name, []).append(seconds)
    for name, found in times.items():
        yield Figure(
            name=f"{name}, until readers see it, the longest", value=max(found), unit="s",
            n=len(found), rounds=ROUNDS, at_most=WITHIN,
        )  # fmt: skip
        yield Figure(
            name=f"{name}, until readers see it, p50", value=median(found), unit="s",
            n=len(found), rounds=ROUNDS,
        )  # fmt: skip


def _round(tenant: Tenant, reader: Browser, title: str) -> Iterator[tuple[str, float]]:
    owner = User.objects.get(memberships__tenant=tenant)
    page = url_of(host_of(tenant), PATH)

    def ask() -> tuple[int, str]:
        answer = reader.get(page)
        return answer.status, answer.text

    def with_post(act: Callable[[Post], object]) -> None:
        with tenant_transaction(tenant):
            act(Post.objects.get(slug="post-1"))

    def edit(post: Post) -> None:
        data = PostInput(title=title, content=post.content, slug=post.slug)
        update_post(post, by=owner, data=data, version=post.version)

    ask()
    with_post(edit)
    yield "an edit", _until(lambda: title in ask()[1])
    with_post(lambda post: unpublish_post(post, by=owner))
    yield "unpublishing", _until(lambda: ask()[0] == 404)
    with_post(lambda post: publish_post(post, by=owner, at=timezone.now()))
    yield "publishing", _until(lambda: title in ask()[1])
    suspend_tenant(Tenant.objects.get(pk=tenant.pk), by=owner, reason="A figure.")
    yield "suspending", _until(lambda: ask()[0] == 403)
    resume_tenant(Tenant.objects.get(pk=tenant.pk), by=owner, reason="Taken.")
    yield "resuming", _until(lambda: ask()[0] == 200)


def _until(seen: Callable[[], bool]) -> float:
    begun = time.perf_counter()
    while not seen():
        if time.perf_counter() - begun > LONGEST:
            raise RuntimeError("Readers never saw it.")
        time.sleep(0.01)
    return time.perf_counter() - begun
