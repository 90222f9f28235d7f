"""The demo's texts: one Markdown file each, below a few lines of `name: value`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Text:
    """A post or page. `days` is how long ago it was published; below 0 it is still to come."""

    title: str
    content: str
    category: str
    author: str
    tags: tuple[str, ...]
    days: int
    draft: bool
    picture: str = ""  # one of inkstead.demo.pictures, after the first paragraph
    alt: str = ""
    caption: str = ""


def posts_of(address: str) -> list[Text]:
    """The posts of the demo blog at `address`, the oldest first."""
    found = [read(file) for file in sorted((FOLDER / address).glob("[0-9]*.md"))]
    return sorted(found, key=lambda text: -text.days)


def page_of(address: str, slug: str) -> Text:
    """The page `slug` of the demo blog at `address`."""
    return read(FOLDER / address / f"{slug}.md")


def read(file: Path) -> Text:
    """Read one file; raises KeyError when it has no title."""
    head, _blank, content = file.read_text(encoding="utf-8").partition("\n\n")
    values = dict(line.split(": ", 1) for line in head.splitlines())
    return Text(
        title=values["title"],
        content=content,
        category=values.get("category", ""),
        author=values.get("author", ""),
        tags=tuple(filter(None, values.get("tags", "").split(", "))),
        days=int(values.get("days", 0)),
        draft=values.get("status") == "draft",
        picture=values.get("picture", ""),
        alt=values.get("alt", ""),
        caption=values.get("caption", ""),
    )
