"""Categories and tags by the name that people type: found whatever its case, else made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from blog.actions.errors import NameRefused, TagsRefused
from blog.actions.heirs import Said, heirs_of, some_left
from blog.actions.inputs import PostInput
from blog.actions.slugs import free_slug, until_slug_is_free
from blog.models import Category, Post, Tag
from kit.slugs import slugify
from kit.text import clean_line

MAX_TAGS = 20
MAX_NAME_CHARS = 80
LONG_AGO = datetime.min.replace(tzinfo=UTC)
TAG_SEPARATORS = re.compile("[,،、，\n]")  # the commas of other scripts


def checked_name(name: str) -> str:
    """Return `name` as one trimmed line; raises NameRefused when it is empty or too long."""
    name = clean_line(name)
    if not name:
        raise NameRefused(_("A name is missing."))
    if len(name) > MAX_NAME_CHARS:
        raise NameRefused(_("A name has at most %(max)d characters.") % {"max": MAX_NAME_CHARS})
    return name


def names_in(typed: str) -> list[str]:
    """The names of tags in what was typed, with any of the separators between."""
    return [name for name in map(clean_line, TAG_SEPARATORS.split(typed)) if name]


def category_for(data: PostInput) -> Category | None:
    """The category `data` asks for, made on the spot when it names a new one."""
    if not clean_line(data.new_category):
        return _still_there(data.category)
    return named(Category, checked_name(data.new_category), data.opened)


def set_tags(post: Post, data: PostInput) -> None:
    """Give `post` exactly the tags that `data` names; raises TagsRefused."""
    post.tags.set(held_tags(_distinct(data.tags), data.opened))


def named[M: (Category, Tag)](model: type[M], name: str, opened: datetime | None = None) -> M:
    """The row called `name` in any case, or a new one; two askers at once get the same.

    For a page that was `opened` before a row of that name became another, it is that other one.
    """
    return until_slug_is_free(
        lambda: _find(model, name) or _heir(model, name, opened) or _make(model, name)
    )


def names_now(names: list[str], opened: datetime | None) -> list[str]:
    """`names` of tags, typed on a page that was `opened` then, as they are called now."""
    if opened is None or not some_left(Said.TAG, names):
        return names
    found = {name: _find(Tag, name) or _heir(Tag, name, opened) for name in names}
    called = [tag.name if (tag := found[name]) else name for name in names]
    return list(dict.fromkeys(called))


def held_tags(names: list[str], opened: datetime | None = None) -> list[Tag]:
    """The tags of these names, made where there is none. Nobody merges or deletes them meanwhile.

    Their foreign keys are only asked for at the end of the transaction: without the lock a writer
    would find their post refused because somebody tidied up the tags in the same second.
    """
    tags = [named(Tag, name, opened) for name in names]
    alive = Tag.objects.filter(pk__in=[tag.pk for tag in tags]).order_by("pk")
    there = {tag.pk for tag in alive.select_for_update(no_key=True)} if tags else set()
    if len(there) == len(tags):
        return tags
    return [tag if tag.pk in there else named(Tag, tag.name, opened) for tag in tags]


def _still_there(category: Category | None) -> Category | None:
    """`category`, which nobody deletes meanwhile; None once it is deleted, as for its posts.

    Once it was merged it is the other one.
    """
    if category is None:
        return None
    rows = Category.objects.select_for_update(no_key=True)
    return rows.filter(pk=category.pk).first() or rows.filter(pk=number_now(category.pk)).first()


def number_now(number: int | str) -> int | str:
    """The number of the category that `number` was merged into, else `number`.

    Numbers are given once, so it does not matter who says it when.
    """
    *_, last = number, *heirs_of(Said.CATEGORY_NUMBER, str(number), LONG_AGO)
    return last


def _distinct(names: Iterable[str]) -> list[str]:
    lines = filter(None, map(clean_line, names))
    distinct = list({line.casefold(): line for line in lines}.values())
    if len(distinct) > MAX_TAGS:
        raise TagsRefused(_("A post has at most %(max)d tags.") % {"max": MAX_TAGS})
    if any(len(name) > MAX_NAME_CHARS for name in distinct):
        raise TagsRefused(_("A tag has at most %(max)d characters.") % {"max": MAX_NAME_CHARS})
    return distinct


def _find[M: (Category, Tag)](model: type[M], name: str) -> M | None:
    # "C" and "C++" share a slug's beginning but are two names, so the names decide.
    rows = model.objects.near_slug(_base(model, name))
    found = next((row for row in rows if row.name.casefold() == name.casefold()), None)
    # One that was renamed kept its slug, or was given another: that takes a look at all names.
    return found or model.objects.called(name)


def _heir[M: (Category, Tag)](model: type[M], name: str, opened: datetime | None) -> M | None:
    said = Said(str(model._meta.model_name))
    rows = (_find(model, heir) for heir in heirs_of(said, name, opened))
    return next((row for row in rows if row), None)


def _make[M: (Category, Tag)](model: type[M], name: str) -> M:
    slug = free_slug(model.objects.all(), _base(model, name))
    place = {"position": Category.objects.all().next_place()} if model is Category else {}
    return model.objects.create(name=name, slug=slug, **place)


def _base(model: type[Category | Tag], name: str) -> str:
    return slugify(name, fallback=str(model._meta.model_name))
