"""What readers meet, in every theme."""

from __future__ import annotations

from collections.abc import Iterator

from blog.look.themes import FOLIO, THEMES
from tests.gallery.places.place import Place
from tests.gallery.world import World


def blog_places(world: World) -> Iterator[Place]:
    """One blog's pages, and those that are not there."""
    full, arabic = (
        world.client_of(None, world.blogs["full"]),
        world.client_of(None, world.blogs["arabic"]),
    )
    post, arabic_post = world.rows["post"], world.rows["arabic"]
    yield from _readers_pages(world, "blog")
    for name, path in (
        ("home", "/"),
        ("list", "/blog/"),
        ("post", f"/blog/{arabic_post.slug}/"),
        ("search", "/search/?q=الملح"),
        ("contact", "/contact/"),
    ):
        yield Place(name=f"blog-arabic-{name}", client=arabic, path=path)
    yield Place(name="blog-arabic-404", client=arabic, path="/nothing/", status=404)
    bare = world.client_of(None, world.blogs["bare"])
    yield Place(name="blog-bare", client=bare, path="/")
    yield Place(name="blog-bare-list", client=bare, path="/blog/")
    for name, status in (("suspended", 403), ("deleted", 410)):
        client = world.client_of(None, world.blogs[name])
        yield Place(name=f"blog-{name}", client=client, path="/", status=status)
    member = world.client_of(world.people["ines"], world.blogs["full"])
    yield Place(name="blog-post-member", client=member, path=f"/blog/{post.slug}/")
    yield Place(name="blog-preview", client=full, path=f"/preview/{world.rows['preview']}/")
    yield Place(name="blog-handoff-refused", client=full, path="/handoff/?code=nothing", status=400)
    yield Place(name="blog-signed-out", client=member, path="/logout/", data={})


def _readers_pages(world: World, called: str) -> Iterator[Place]:
    """Every kind of page that a reader of one blog meets."""
    full, post = world.client_of(None, world.blogs["full"]), world.rows["post"]
    for name, path in (
        ("home", "/"),
        ("list", "/blog/"),
        ("list-2", "/blog/?page=2"),
        ("year", f"/archive/{post.published_at.year}/"),
        ("post", f"/blog/{post.slug}/"),
        ("post-long", f"/blog/{world.rows['long'].slug}/"),
        ("category", "/category/letters/"),
        ("tag", "/tag/salt/"),
        ("author", "/author/ines-okafor/"),
        ("page", "/about/"),
        ("contact", "/contact/"),
        ("contact-sent", "/contact/sent/"),
        ("search", "/search/"),
        ("search-found", "/search/?q=winter"),
        ("search-nothing", "/search/?q=submarine"),
        ("search-meant", "/search/?q=wintre"),
        ("search-no-word", "/search/?q=!?"),
    ):
        yield Place(name=f"{called}-{name}", client=full, path=path)
    yield Place(name=f"{called}-contact-errors", client=full, path="/contact/", data={})
    yield Place(name=f"{called}-404", client=full, path="/nothing/", status=404)
    gone = f"/blog/{world.rows['taken'].slug}/"
    yield Place(name=f"{called}-410", client=full, path=gone, status=410)


def theme_places(world: World) -> Iterator[Place]:
    """The same in every other theme; what a blog wears is changed between two visits."""
    for theme in (key for key in THEMES if key != FOLIO.key):
        world.wear(theme)
        yield from _readers_pages(world, f"blog-{theme}")
    world.wear(FOLIO.key)
