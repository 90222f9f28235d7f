"""Remember what a post said, each time that it says something else."""

from __future__ import annotations

from datetime import timedelta

from django.db.models.functions import Length
from django.utils import timezone

from accounts.models import User
from blog.actions.inputs import Words
from blog.models import Post, Revision
from blog.models.revision import Kind

SITTING = timedelta(minutes=10)  # what one person writes within is one revision
SLIP = 200  # characters more than half of a text: who takes away so many may not have meant to
THINNED_EACH = 20  # versions, while somebody only rests
MOST_RESTS = 100  # resting points kept of a post; what was saved or published by hand stays


def words_of(post: Post) -> Words:
    """What the row of `post` has."""
    return Words(title=post.title, content=post.content, excerpt=post.excerpt)


def remember(post: Post, words: Words, *, by: User, version: int, kind: Kind) -> None:
    """Note that `post`, which was at `version`, says `words` from the next one on.

    `post` is the row as it was before. What goes on from the same person's last resting point
    becomes one with it; so does a save that adds nothing to that.
    """
    now = timezone.now()
    last = Revision.objects.filter(post=post, version=version, saved_by_id=by.id)
    if kind == Kind.REST:
        last = last.filter(kind=Kind.REST, begun_at__gt=now - SITTING)
        # What takes much away stands for itself, and the one before it keeps the words.
        last = last.alias(size=Length("content")).filter(size__lte=2 * len(words.content) + SLIP)
    else:
        same = {"title": words.title, "content": words.content, "excerpt": words.excerpt}
        last = last.filter(kind__in=[Kind.REST, kind], **same)
    # What is brought back stands for itself: Undo leads to the one before it.
    alone = kind == Kind.RESTORED
    if alone or not last.update(**_columns(words, version + 1, kind), saved_at=now):
        _add(post, words, by=by, version=version, kind=kind)


def _columns(words: Words, version: int, kind: Kind) -> dict[str, object]:
    return {
        "version": version,
        "kind": kind,
        "title": words.title,
        "content": words.content,
        "excerpt": words.excerpt,
        "settings": dict(words.settings),
    }


def _add(post: Post, words: Words, *, by: User, version: int, kind: Kind) -> None:
    """In one statement with what the row said before, which an older post has no revision of."""
    new = Revision(post=post, saved_by_id=by.id, **_columns(words, version + 1, kind))
    rows = [new]
    if post.pk and version:
        rows.insert(0, _as_it_was(post, version))
    Revision.objects.bulk_create(rows, ignore_conflicts=True)
    if kind != Kind.REST or version % THINNED_EACH == 0:
        _thin(post)


def _as_it_was(post: Post, version: int) -> Revision:
    kind = Kind.PUBLIC if post.status == "published" else Kind.SAVED
    return Revision(
        post=post,
        saved_by_id=post.created_by_id,
        begun_at=post.updated_at,
        saved_at=post.updated_at,
        **_columns(words_of(post), version, kind),
    )


def _thin(post: Post) -> None:
    rests = Revision.objects.filter(post=post, kind=Kind.REST).order_by("-version")
    oldest = rests.values_list("version", flat=True)[MOST_RESTS : MOST_RESTS + 1].first()
    if oldest is not None:
        rests.filter(version__lte=oldest).delete()


def given_to_readers(post: Post) -> None:
    """Note that what the row of `post` says is what readers get from now on."""
    now = Revision.objects.filter(post=post, version=post.version, title=post.title)
    now.filter(content=post.content).update(kind=Kind.PUBLIC)
