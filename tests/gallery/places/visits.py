"""An admin's visit to a studio: what is seen of it, and what the visitor sees."""

from __future__ import annotations

from collections.abc import Iterator

from tests.gallery.places.place import Place
from tests.gallery.world import World
from tests.support.visits import visit_client


def visit_places(world: World) -> Iterator[Place]:
    """On both sides, while it goes on and when it is over."""
    rows, blog = world.rows, world.blogs["full"]
    ines = world.client_of(world.people["ines"], blog)
    for name in ("visit_running", "visit_over"):
        path = f"/studio/visits/{rows[name].pk}/"
        yield Place(name=f"studio-{name.replace('_', '-')}", client=ines, path=path)
    visitor = visit_client(rows["visit_running"])
    post = rows["post"].pk
    for name, path in (
        ("posts", "/studio/posts/"),
        ("editor", f"/studio/posts/{post}/edit/"),
        ("home", "/"),
    ):
        yield Place(name=f"visitor-{name}", client=visitor, path=path)
    for name, path in (("held-off", "/studio/team/invite/"), ("left", "/logout/")):
        status = 403 if name == "held-off" else 200
        data = {"email": "ada@post.example", "role": "admin"}
        yield Place(name=f"visitor-{name}", client=visitor, path=path, data=data, status=status)
