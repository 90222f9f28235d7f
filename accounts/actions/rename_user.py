"""Call oneself something else."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from journal import audit


@transaction.atomic
def rename_user(user: User, *, name: str, by: User) -> None:
    """Save `name`, a clean line of at most 120 characters; empty: the e-mail's first part shows.

    Bylines on blogs are rows of the blogs and keep theirs.
    """
    if user.name == name:
        return
    user.name = name
    user.save(update_fields=["name"])
    audit.record("user.renamed", by=by.id, tenant_id=None, target=user.email)
