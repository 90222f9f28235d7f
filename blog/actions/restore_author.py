"""Bring back a byline that was deleted a moment ago."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import all_words_changed, blog_changed, listings_changed
from blog.actions.gone import Gone, bring_back
from blog.actions.trail import recorded
from blog.models import Author


@transaction.atomic
def restore_author(gone: Gone, *, by: User) -> Author:
    """Save it as it was, with its posts; what has another byline meanwhile keeps that."""
    author = bring_back(gone, Author, "author")
    recorded("author.restored", by=by, row=author, name=author.name)
    blog_changed()
    all_words_changed()
    listings_changed()
    return author
