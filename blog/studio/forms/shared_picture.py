"""Which pictures one may choose: for links to a post, for an author."""

from __future__ import annotations

from django.utils.translation import gettext as _

from blog.media.models import Picture
from blog.media.models import State as PictureState
from blog.models import Post

NEWEST = 50  # of the library

type Choice = tuple[str, str]


def pictures_to_share(post: Post | None) -> list[Choice]:
    """The drawn one, the newest of the library, and always the one chosen now."""
    chosen = post.shared_picture if post else ""
    return [("", _("A card with its title, drawn by itself")), *library(chosen)]


def library(chosen: str) -> list[Choice]:
    """The newest pictures that are ready, and always the one `chosen` now, by their keys."""
    ready = Picture.objects.all().kept().filter(state=PictureState.READY)
    choices = {picture.key: _name(picture) for picture in ready.newest()[:NEWEST]}
    if chosen and chosen not in choices:
        picture = Picture.objects.all().kept().filter(key=chosen).first()
        choices[chosen] = _name(picture) if picture else _("A picture that is gone")
    return list(choices.items())


def _name(picture: Picture) -> str:
    return picture.alt or picture.name
