"""The studio with nothing in it, with long names, and for people with fewer rights."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client

from tests.gallery.places.place import Place
from tests.gallery.world import World


def studio_state_places(world: World) -> Iterator[Place]:
    """All of them."""
    yield from _bare(world)
    yield from _team(world)
    yield from _long(world)


def _client(world: World, who: str, blog: str = "full") -> Client:
    client: Client = world.client_of(world.people[who], world.blogs[blog])
    return client


def _bare(world: World) -> Iterator[Place]:
    """Rooms with nothing in them."""
    dora = _client(world, "dora", "bare")
    for room in (
        "posts",
        "pages",
        "pages/navigation",
        "media",
        "messages",
        "categories",
        "tags",
        "authors",
        "team",
    ):
        name = room.rpartition("/")[2]
        yield Place(name=f"studio-bare-{name}", client=dora, path=f"/studio/{room}/")
    yield Place(name="studio-bare-domain", client=dora, path="/studio/settings/domain/")


def _team(world: World) -> Iterator[Place]:
    """What each role sees, and what is kept from others."""
    for who, role in (
        ("jonas", "admin"),
        ("mira", "editor"),
        ("omar", "author"),
        ("lone", "contributor"),
    ):
        client = _client(world, who)
        yield Place(name=f"studio-team-{role}", client=client, path="/studio/team/")
        yield Place(name=f"studio-byline-{role}", client=client, path="/studio/authors/mine/")
        yield Place(name=f"studio-posts-{role}", client=client, path="/studio/posts/")
    lone, dora = _client(world, "lone"), _client(world, "dora")
    yield Place(name="studio-refused", client=lone, path="/studio/settings/", status=403)
    yield Place(name="studio-stranger", client=dora, path="/studio/posts/", status=404)


def _long(world: World) -> Iterator[Place]:
    """A blog with as long a name as there may be, whose writing is locked."""
    long = _client(world, "ines", "long")
    yield Place(name="studio-long-posts", client=long, path="/studio/posts/")
    yield Place(name="studio-long-settings", client=long, path="/studio/settings/")
    yield Place(name="studio-long-history", client=long, path="/studio/settings/history/")
    yield Place(name="studio-long-editor", client=long, path="/studio/posts/new/")
    yield Place(
        name="studio-locked",
        client=long,
        path="/studio/posts/new/",
        data={"title": "What I wrote meanwhile", "content": "Two kinds.\n\nAnd a third."},
        status=423,
    )
