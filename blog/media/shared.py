"""The picture of the library that other sites show beside a link to a post."""

from __future__ import annotations

from dataclasses import dataclass

from blog.media.models import Picture

WIDEST = 1600  # pixels: what the large sites show, and no more for them to fetch


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A JPEG at `path`, `width` by `height` pixels."""

    path: str
    width: int
    height: int
    alt: str


def shared_file(key: str) -> SharedFile | None:
    """The file for others of the picture `key`; None where there is none that readers may get."""
    picture = Picture.objects.all().kept().filter(key=key).first() if key else None
    if picture is None or not picture.ready:
        return None
    files = [one for one in picture.renditions if one["f"].endswith(".jpg")]
    if not files:
        return None
    fitting = [one for one in files if one["w"] <= WIDEST] or files[:1]
    best = max(fitting, key=lambda one: one["w"])
    return SharedFile(f"/media/{picture.key}/{best['f']}", best["w"], best["h"], picture.alt)
