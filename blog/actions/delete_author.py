"""Remove a byline; its posts stay, without one."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from blog.actions.changed import all_words_changed, blog_changed, listings_changed
from blog.actions.gone import Gone, remember
from blog.actions.held import held
from blog.actions.moves import leave_gone
from blog.actions.trail import recorded
from blog.models import Author, Post


@transaction.atomic
def delete_author(author: Author, *, by: User) -> Gone:
    """Delete `author`; returns what it takes to bring it back. Raises Vanished."""
    list(Post.objects.filter(author=author).hold())  # the deletion writes to them in no order
    author = held(author)
    gone = remember(author, "author")
    recorded("author.deleted", by=by, row=author, name=author.name)
    leave_gone(author)
    author.delete()
    blog_changed()
    all_words_changed()
    listings_changed()
    return gone
