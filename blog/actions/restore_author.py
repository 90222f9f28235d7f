"""Bring back a byline that was deleted a moment ago."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from accounts.models import User
from blog.actions.bylines import hold_bylines
from blog.actions.changed import all_words_changed, blog_changed, listings_changed
from blog.actions.gone import Gone, bring_back
from blog.actions.trail import recorded
from blog.models import Author


@transaction.atomic
def restore_author(gone: Gone, *, by: User) -> Author:
    """Save it as it was, with its posts; what has another byline meanwhile keeps that.

    So does its person: it comes back as nobody's then.
    """
    gone.posts_held()
    author = bring_back(_with_its_person(gone), Author, "author")
    recorded("author.restored", by=by, row=author, name=author.name)
    blog_changed()
    all_words_changed()
    listings_changed()
    return author


def _with_its_person(gone: Gone) -> Gone:
    user_id = gone.fields["user_id"]
    hold_bylines()
    if user_id is None or Author.objects.all().of_user(UUID(user_id)) is None:
        return gone
    return replace(gone, fields={**gone.fields, "user_id": None})
