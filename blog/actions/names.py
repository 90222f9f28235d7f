"""Categories and tags by the name that people type: found whatever its case, else made."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from blog.actions.errors import NameRefused, TagsRefused
from blog.actions.inputs import PostInput
from blog.actions.slugs import free_slug, until_slug_is_free
from blog.models import Category, Post, Tag
from kit.slugs import slugify
from kit.text import clean_line

MAX_TAGS = 20
MAX_NAME_CHARS = 80


def checked_name(name: str) -> str:
    """Return `name` as one trimmed line; raises NameRefused when it is empty or too long."""
    name = clean_line(name)
    if not name:
        raise NameRefused(_("A name is missing."))
    if len(name) > MAX_NAME_CHARS:
        raise NameRefused(_("A name has at most %(max)d characters.") % {"max": MAX_NAME_CHARS})
    return name


def category_for(data: PostInput) -> Category | None:
    """The category `data` asks for, made on the spot when it names a new one."""
    if not clean_line(data.new_category):
        return data.category
    return named(Category, checked_name(data.new_category))


def set_tags(post: Post, names: Iterable[str]) -> None:
    """Give `post` exactly the tags of these names; raises TagsRefused."""
    post.tags.set([named(Tag, name) for name in _distinct(names)])


def named[M: (Category, Tag)](model: type[M], name: str) -> M:
    """The row called `name` in any case, or a new one; two askers at once get the same."""
    return until_slug_is_free(lambda: _find(model, name) or _make(model, name))


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
    return next((row for row in rows if row.name.casefold() == name.casefold()), None)


def _make[M: (Category, Tag)](model: type[M], name: str) -> M:
    return model.objects.create(name=name, slug=free_slug(model.objects.all(), _base(model, name)))


def _base(model: type[Category | Tag], name: str) -> str:
    return slugify(name, fallback=str(model._meta.model_name))
