"""Give texts the pictures that they name: one query for all of them, none when they name none."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from blog.media.models import Picture
from blog.models.text import Text
from blog.rendering import SafeHtml
from blog.rendering.pictures import Note, Pictures, Shown, keys_in


def illustrate(texts: Iterable[Text], *, plain: bool = False) -> None:
    """Let the `html` of `texts` show their pictures to readers; with `plain` one file of each."""
    texts = list(texts)
    keys = set().union(*(keys_in(text.content_html) for text in texts))
    pictures = Pictures(_ready(keys) if keys else {}, plain=plain)
    for text in texts:
        text.pictures = pictures


def illustrated(html: SafeHtml) -> SafeHtml:
    """`html` as those who write see it: a sentence stands where a picture is not to be seen."""
    return noted_pictures(html).put_into(html)


def noted_pictures(html: str) -> Pictures:
    """The pictures of `html`, and a sentence for each that readers do not see, or not yet."""
    keys = keys_in(html)
    if not keys:
        return Pictures()
    rows = {picture.key: picture for picture in Picture.objects.filter(key__in=keys)}
    return Pictures({key: _for_writers(rows.get(key)) for key in keys})


def _ready(keys: set[str]) -> dict[str, Shown]:
    rows = Picture.objects.all().kept().filter(key__in=keys)
    return {picture.key: picture.shown for picture in rows if picture.ready}


def _for_writers(picture: Picture | None) -> Shown | Note:
    if picture is None:
        return Note(_("There is no such picture on this blog."))
    if picture.trashed_at is not None:
        return Note(_("“%(name)s” is in the trash. Readers do not see it.") % {"name": picture})
    if picture.failed:
        return Note(_("“%(name)s” could not be prepared.") % {"name": picture})
    if not picture.ready:
        return Note(_("“%(name)s” is being prepared.") % {"name": picture}, waits=True)
    return picture.shown
