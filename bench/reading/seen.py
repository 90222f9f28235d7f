"""From the commit to what readers see, through the proxy and with pages as files."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from accounts.models import User
from bench import content
from bench.figures import Figure
from bench.reading.ground import Ground
from bench.reading.published import Reader, published
from blog.actions.create_post import create_post
from blog.actions.inputs import PostInput
from blog.actions.publish_post import publish_post
from blog.actions.unpublish_post import unpublish_post
from blog.actions.update_post import update_post
from blog.models import Post
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant

ROUNDS = 10
WITHIN = 1.0
GIVE_UP = 10.0
type Seen = Callable[[int, str], bool]


def seen(ground: Ground) -> Iterator[Figure]:
    """The slowest of ten times each; every time the page was a file before."""
    tenant = ground.one("seen")
    owner = User.objects.get(memberships__tenant=tenant)
    with tenant_transaction(tenant):
        post = create_post(by=owner, data=PostInput(title="Lamp", content="Word 0."))
    with published(ground) as front:
        reader = Reader(front.port, content.host_of(tenant))
        times: dict[str, list[float]] = {}
        for number in range(ROUNDS):
            for name, seconds in _round(reader, tenant, post, owner, number):
                times.setdefault(name, []).append(seconds)
    for name, all_of_it in times.items():
        yield Figure(
            name=f"{name} a page that is a file, until readers see it, the longest",
            value=max(all_of_it),
            unit="s",
            n=len(all_of_it),
            at_most=WITHIN,
        )


def _round(
    reader: Reader, tenant: Tenant, post: Post, owner: User, number: int
) -> Iterator[tuple[str, float]]:
    path = f"/blog/{post.slug}/"

    def change(verb: Callable[[Post], object]) -> None:
        with tenant_transaction(tenant):
            verb(Post.objects.get(pk=post.pk))

    def edit(row: Post) -> None:
        data = PostInput(title="Lamp", content=f"Word {number + 1}.")
        update_post(row, by=owner, data=data, version=row.version)

    reader.get(path)
    change(lambda row: publish_post(row, by=owner))
    yield "publish", _until(reader, path, lambda status, _text: status == 200)
    reader.be_a_file(path)
    change(edit)
    yield "edit", _until(reader, path, lambda _status, text: f"Word {number + 1}." in text)
    reader.be_a_file(path)
    suspend_tenant(tenant, by=owner, reason="To see how soon")
    yield "suspend", _until(reader, path, lambda status, _text: status == 403)
    resume_tenant(tenant, by=owner, reason="It was soon")
    reader.be_a_file(path)
    change(lambda row: unpublish_post(row, by=owner))
    yield "unpublish", _until(reader, path, lambda status, _text: status in {404, 410})


def _until(reader: Reader, path: str, is_seen: Seen) -> float:
    """Seconds from now, which is after the commit, to the first answer of that kind."""
    began = time.monotonic()
    while time.monotonic() - began < GIVE_UP:
        status, text, _file = reader.get(path)
        if is_seen(status, text):
            return time.monotonic() - began
        time.sleep(0.01)
    return GIVE_UP
