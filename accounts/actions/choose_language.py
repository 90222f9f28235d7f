"""Choose the language of one's pages and letters."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from accounts.models import User
from journal import audit


@transaction.atomic
def choose_language(user: User, *, language: str, by: User) -> None:
    """Save `language`, a code of settings.LANGUAGES; ValueError for another."""
    if language not in dict(settings.LANGUAGES):
        raise ValueError(f"There are no words in {language!r}.")
    if user.language == language:
        return
    user.language = language
    user.save(update_fields=["language"])
    audit.record("user.language_chosen", by=by.id, tenant_id=None, target=language)
