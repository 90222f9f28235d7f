"""What stands in a blog's navigation: pages, categories and links, in one order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from blog.models import Blog, Category, Page
from blog.models.blog import KeptLink

STEP = 10  # between two neighbours, when all are numbered anew


@dataclass(frozen=True, slots=True)
class Item:
    """`name` is `page-3`, `category-2` or `link-1`; `place` its number among all, None when out."""

    name: str
    title: str
    address: str
    place: int | None

    @property
    def kind(self) -> str:
        """`page`, `category` or `link`."""
        return self.name.partition("-")[0]

    @property
    def number(self) -> int:
        """Which of its kind."""
        return int(self.name.partition("-")[2])


def hold_places() -> Blog:
    """The blog's row, held until the transaction ends: whoever says where something stands does so.

    Before anything is read of what stands where, and before any page or category is held.
    """
    return Blog.objects.select_for_update(no_key=True).get(pk=1)


def items_of(blog: Blog) -> tuple[list[Item], list[Item]]:
    """What stands in the navigation, in its order, and what might; two queries."""
    pages = [
        Item(f"page-{p.pk}", p.title, p.get_absolute_url(), p.position if p.in_navigation else None)
        for p in Page.objects.kept().listed()
    ]
    categories = [
        Item(f"category-{c.pk}", c.name, c.get_absolute_url(), c.nav_position)
        for c in Category.objects.all()
    ]
    links = [
        Item(f"link-{one['id']}", one["title"], one["url"], one["place"]) for one in blog.kept_links
    ]
    every = [*pages, *categories, *links]
    standing = [(item.place, item.name, item) for item in every if item.place is not None]
    return [item for _, _, item in sorted(standing, key=_order)], [
        item for item in every if item.place is None
    ]


def _order(found: tuple[int, str, Item]) -> tuple[int, int, int]:
    place, _name, item = found
    return place, ("page", "category", "link").index(item.kind), item.number


def write_places(blog: Blog, standing: list[Item], *out: Item) -> None:
    """Let `standing` be what there is, in that order, numbered anew; and `out` be out of it."""
    places: dict[str, int | None] = {item.name: STEP * n for n, item in enumerate(standing, 1)}
    places |= {item.name: None for item in out}
    _write_pages(places)
    _write_categories(places)
    _write_links(blog, places)


def spread(blog: Blog, pages: list[Page]) -> None:
    """Number all that has a place anew, in the order that it has: no two of `pages` share one then.

    These are all that are kept, in the navigation or not; the caller holds them, and `blog`.
    """
    standing, _out = items_of(blog)
    every = [Item(f"page-{page.pk}", page.title, "", page.position) for page in pages]
    every += [item for item in standing if item.kind != "page"]
    placed = [(item.place, item.name, item) for item in every if item.place is not None]
    order = [name for _place, name, _item in sorted(placed, key=_order)]
    places: dict[str, int | None] = {name: STEP * n for n, name in enumerate(order, 1)}
    for page in pages:
        page.position = places[f"page-{page.pk}"] or 0
    Page.objects.bulk_update(pages, ["position"])
    _write_categories(places)
    _write_links(blog, places)


def _write_pages(places: dict[str, int | None]) -> None:
    rows = list(Page.objects.kept().listed().held())
    for page in rows:
        name = f"page-{page.pk}"
        if name in places:
            place = places[name]
            page.in_navigation = place is not None
            page.position = page.position if place is None else place
    Page.objects.bulk_update(rows, ["position", "in_navigation"])


def _write_categories(places: dict[str, int | None]) -> None:
    # By number, as whoever orders the categories among themselves holds them.
    held = Category.objects.select_for_update(no_key=True).order_by("pk")
    rows = [c for c in held if f"category-{c.pk}" in places]
    for category in rows:
        category.nav_position = places[f"category-{category.pk}"]
    Category.objects.bulk_update(rows, ["nav_position"])


def _write_links(blog: Blog, places: dict[str, int | None]) -> None:
    links: list[Any] = [
        KeptLink(**{**one, "place": places.get(f"link-{one['id']}", one["place"])})
        for one in blog.kept_links
    ]
    Blog.objects.filter(pk=blog.pk).update(links=links)
