"""What a blog that comes out of an archive needs before anybody reads it."""

from __future__ import annotations

from django.utils import timezone

from blog.actions.changed import (
    all_words_changed,
    listings_changed,
    stats_change_at,
    stats_changed,
)
from blog.discover import EVER
from blog.due import stored_bytes
from blog.left import end_links_of_others
from blog.media.models import Picture
from blog.models import Author, HandIn, OutboxEntry, Post, PreviewLink, Revision, SearchEntry
from blog.render_again import render_again
from tenants.archive.hooks import (
    is_made_anew,
    names_people,
    on_measure,
    on_read_back,
    on_taken_back,
)
from tenants.db.scope import TenantKey


def register() -> None:
    """Say which columns name people, and that due work is made anew from what the blog holds."""
    names_people(Author._meta.db_table, "user_id")
    names_people(Post._meta.db_table, "created_by_id")
    names_people(Revision._meta.db_table, "saved_by_id")
    names_people(HandIn._meta.db_table, "handed_by_id", "answered_by_id")
    names_people(Picture._meta.db_table, "created_by_id")
    names_people(PreviewLink._meta.db_table, "made_by_id", "revoked_by_id")
    is_made_anew(OutboxEntry._meta.db_table)
    is_made_anew(SearchEntry._meta.db_table)
    is_made_anew(PreviewLink._meta.db_table)  # a copy is not to be open to whoever had a link
    on_read_back(read_back)
    on_taken_back(end_links_of_others)
    on_measure("posts", lambda: Post.objects.going_out().count())
    on_measure("storage_bytes", stored_bytes)


def read_back(_tenant: TenantKey, ours: bool) -> None:
    """Make HTML that nobody here wrote again from its Markdown; then what is due.

    Letters about messages that readers sent are not written again.
    """
    if not ours:
        _require_plain_names()
        render_again()
    stats_changed()
    listings_changed()
    all_words_changed()
    to_come = Post.objects.published(EVER).filter(published_at__gt=timezone.now())
    for moment in to_come.values_list("published_at", flat=True):
        if moment is not None:
            stats_change_at(moment)


def _require_plain_names() -> None:
    """Raise ValueError for a picture whose files would lie in another place than its own."""
    for picture in Picture.objects.all().iterator():
        names = [picture.key, picture.name, *map(str, picture.file_names)]
        if any("/" in name or "\\" in name or name.startswith(".") for name in names):
            raise ValueError("a picture names a file that is not its own")
