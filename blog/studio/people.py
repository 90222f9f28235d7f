"""The names of the people of a blog, as its bylines have them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from blog.models import Author


class Names:
    """`names[user_id]`, for a page that `reader` sees; accounts are not read within a blog."""

    def __init__(self, people: Iterable[UUID | None], *, reader: UUID) -> None:
        known = {one for one in people if one}
        bylines = Author.objects.filter(user_id__in=known).values_list("user_id", "name")
        self._names: dict[UUID | None, str] = {**dict(bylines), reader: _("You")}

    def __getitem__(self, user_id: UUID | None) -> str:
        return self._names.get(user_id, _("Somebody without a byline"))
