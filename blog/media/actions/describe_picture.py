"""Say what a picture shows."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import blog_changed
from blog.actions.trail import recorded
from blog.media.models import Picture
from blog.media.words import checked_words


@transaction.atomic
def describe_picture(
    picture: Picture, *, by: User, alt: str, decorative: bool, caption: str
) -> Picture:
    """Keep its alt text (none when it is only decoration) and caption. Raises UnprintableText.

    Texts that say nothing of the picture themselves follow at once.
    """
    picture.alt = "" if decorative else checked_words(alt)
    picture.decorative, picture.caption = decorative, checked_words(caption)
    picture.save(update_fields=["alt", "decorative", "caption"])
    recorded("picture.described", by=by, row=picture, alt=picture.alt)
    blog_changed()
    return picture
