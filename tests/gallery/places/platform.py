"""The platform's own pages: for anybody, and for people with blogs and invitations."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client

from tenants.team.tokens import token_of
from tests.gallery.places.place import Place, sure_client
from tests.gallery.world import World


def platform_places(world: World) -> Iterator[Place]:
    """All of them."""
    yield from _anybodys(world)
    yield from _blogs(world)
    yield from _decisions(world)
    yield from _invitations(world)
    yield from _unmade(world)


def _anybodys(world: World) -> Iterator[Place]:
    anybody = world.client_of(None)
    for name, path in (
        ("landing", "/"),
        ("about", "/about/"),
        ("contact", "/contact/"),
        ("contact-sent", "/contact/sent/"),
        ("report", "/report/?at=http%3A%2F%2Fnightferry.inkstead.localhost%2Fblog%2F"),
        ("report-sent", "/report/sent/"),
        ("discover", "/blog/"),
        ("discover-none", "/blog/?language=fr"),
        ("discover-nothing-found", "/blog/?q=nothing-like-it"),
        ("signup", "/signup/"),
    ):
        yield Place(name=f"platform-{name}", client=anybody, path=path)
    yield Place(name="platform-contact-errors", client=anybody, path="/contact/", data={})
    yield Place(name="platform-report-errors", client=anybody, path="/report/", data={})
    bad = {"email": "no", "password": "short", "name": "", "address": "admin"}
    yield Place(name="platform-signup-errors", client=anybody, path="/signup/", data=bad)
    yield Place(name="platform-404", client=anybody, path="/nothing/", status=404)
    stranger = Client(HTTP_HOST="nobody-lives-here.localhost")
    yield Place(name="platform-unknown-host", client=stranger, path="/", status=404)
    yield Place(name="platform-dev-mail", client=anybody, path="/dev/mail/")
    yield Place(name="platform-handoff-refused", client=anybody, path="/handoff/", status=400)


def _blogs(world: World) -> Iterator[Place]:
    """Whose they are, a new one, and what becomes of one."""
    ada, dora, ines = (world.client_of(world.people[who]) for who in ("ada", "dora", "ines"))
    yield Place(name="platform-landing-signed-in", client=ines, path="/")
    for name, client in (("none", ada), ("one", dora), ("many", ines)):
        yield Place(name=f"platform-blogs-{name}", client=client, path="/blogs/")
    yield Place(name="platform-blog-new", client=ines, path="/blogs/new/")
    yield Place(
        name="platform-blog-new-errors",
        client=ines,
        path="/blogs/new/",
        data={"name": "", "address": "-"},
    )
    blog = world.blogs["full"].pk
    sure = sure_client(world, "ines")
    yield Place(name="platform-transfer", client=sure, path=f"/blogs/{blog}/transfer/")
    yield Place(
        name="platform-transfer-errors", client=sure, path=f"/blogs/{blog}/transfer/", data={}
    )
    yield Place(name="platform-archive", client=sure, path=f"/blogs/{blog}/archive/")
    yield Place(name="platform-delete", client=sure, path=f"/blogs/{blog}/delete/")
    yield Place(
        name="platform-delete-errors",
        client=sure,
        path=f"/blogs/{blog}/delete/",
        data={},
        status=422,
    )
    mira = world.client_of(world.people["mira"])
    yield Place(name="platform-leave", client=mira, path=f"/blogs/{blog}/leave/")


def _decisions(world: World) -> Iterator[Place]:
    """What was decided about a blog, as its owner reads it."""
    dora, ines = world.client_of(world.people["dora"]), world.client_of(world.people["ines"])
    decided = world.rows["decided"]
    at = f"/blogs/{decided.tenant_id}/decisions/{decided.pk}/"
    yield Place(name="platform-decision", client=dora, path=at)
    yield Place(name="platform-decision-errors", client=dora, path=at, data={}, status=422)
    appealed = world.rows["appealed"]
    at = f"/blogs/{appealed.tenant_id}/decisions/{appealed.pk}/"
    yield Place(name="platform-decision-appealed", client=ines, path=at)


def _invitations(world: World) -> Iterator[Place]:
    """To a team: open, over, for whoever reads them and for others."""
    anybody = world.client_of(None)
    ada, dora = world.client_of(world.people["ada"]), world.client_of(world.people["dora"])
    for name in ("by_link", "stale", "for_dora"):
        token = token_of(world.rows[name].pk)
        status = 410 if name == "stale" else 200
        path = f"/invitations/{token}/"
        yield Place(name=f"platform-invitation-{name}", client=anybody, path=path, status=status)
    to_dora = f"/invitations/{token_of(world.rows['for_dora'].pk)}/"
    yield Place(name="platform-invitation-hers", client=dora, path=to_dora)
    yield Place(name="platform-invitation-not-hers", client=ada, path=to_dora)


def _unmade(world: World) -> Iterator[Place]:
    """A blog that does not stand yet, for readers and for its owner."""
    mira, unmade = world.client_of(world.people["mira"]), world.blogs["unmade"].pk
    nobody = world.client_of(None, world.blogs["unmade"])
    yield Place(name="blog-unmade", client=nobody, path="/", status=503)
    yield Place(name="platform-opening", client=mira, path=f"/blogs/{unmade}/opening/")
