"""Pictures in the trash for thirty days go for good, with their files; so do files of no picture.

Such files are left where an upload was written and its transaction came to nothing. The rows go
first, in one transaction; then, outside of any, the files that no row names. Whatever leaves such
files asks for a sweep of its own.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from blog.actions.changed import stats_changed
from blog.actions.enqueue import enqueue
from blog.due import NotNow
from blog.media import storage
from blog.media.models import Picture
from tenants.archive.models import KeptSchema
from tenants.db.scope import TenantKey, tenant_transaction

CLEAR = "clear_pictures"
SWEEP = "sweep_pictures"
KEPT = timedelta(days=30)
A_DAY = timedelta(days=1)
ON_ITS_WAY = timedelta(hours=1)  # what is younger may be about to be named; of no picture: A_DAY


def clear_later(put_away: datetime) -> None:
    """Have what was put away, or added, on that day looked through thirty days later."""
    day = put_away.replace(hour=0, minute=0, second=0, microsecond=0)
    enqueue(CLEAR, f"{CLEAR} {day:%Y-%m-%d}", due_at=day + A_DAY + KEPT)


def clear_pictures(payload: dict[str, Any]) -> None:
    """Delete for good what was put away thirty days ago and more, and what was replaced then.

    Their files go after the commit: a worker that is killed before comes to them again.
    """
    then = timezone.now() - KEPT
    replaced = list(Picture.objects.select_for_update().replaced_before(then))
    for picture in replaced:
        picture.former = picture.replaced_at = None
        picture.size = picture.bytes_kept
        picture.save(update_fields=["former", "replaced_at", "size"])
    old = list(Picture.objects.select_for_update().put_away_before(then))
    for picture in old:
        picture.delete()
    stats_changed()
    sweep_later([picture.key for picture in replaced], whole=True)


def sweep_later(
    keys: Iterable[str], *, whole: bool = False, wait: timedelta = timedelta(0)
) -> None:
    """Have the files removed that nothing names: of those pictures; of no picture too, if `whole`.

    Asked for in the transaction that leaves such files behind, or before they are written, it
    comes to them whatever is killed meanwhile.
    """
    payload = {"keys": sorted(keys), "whole": whole}
    enqueue(SWEEP, f"{SWEEP} {secrets.token_hex(8)}", payload, due_at=timezone.now() + wait)


def sweep(tenant: TenantKey, payload: dict[str, Any]) -> None:
    """Outside any transaction: remove what no row names. Raises NotNow where some may yet be named.

    That is what was written a moment ago, and everything while a schema is kept that a restore
    replaced: its rows may come back, and find their files.
    """
    _wait_for_kept_schemas(tenant)
    keys = set(payload["keys"])
    if payload["whole"]:
        keys |= _of_no_picture(tenant)
    gone = [_forget_unnamed(tenant, key) for key in keys]
    if not all(gone):
        raise NotNow(timezone.now() + ON_ITS_WAY)


def swept(_payload: dict[str, Any], _outcome: None) -> None:
    """The rows said before what they had to."""


def forget_unless_named(tenant: TenantKey, key: str, name: str) -> None:
    """Remove a file whose name never comes back, if the picture's row does not name it.

    Outside any transaction. A name made of a file's bytes does come back, with those bytes: such
    files are left to a sweep, which looks how old they are.
    """
    if name not in (_named(tenant, key) or ()):
        storage.forget(key, name, of=tenant.id)


def _wait_for_kept_schemas(tenant: TenantKey) -> None:
    kept = KeptSchema.objects.filter(tenant_id=tenant.id).order_by("gone_after").last()
    if kept is not None:
        raise NotNow(max(kept.gone_after, timezone.now()) + ON_ITS_WAY)


def _of_no_picture(tenant: TenantKey) -> set[str]:
    there = set(storage.kept_keys(of=tenant.id))
    with tenant_transaction(tenant):
        return there - set(Picture.objects.values_list("key", flat=True))


def _forget_unnamed(tenant: TenantKey, key: str) -> bool:
    """Whether all that no row names is gone; what is too young for that stays."""
    there = set(storage.names_of(key, of=tenant.id))  # before the row: it names what came since
    named = _named(tenant, key)
    if named is None:
        if storage.age_of(key, *there, of=tenant.id) <= A_DAY:
            return False
        storage.forget_picture(key, of=tenant.id)
        return True
    left = there - named
    old = {name for name in left if storage.age_of(key, name, of=tenant.id) > ON_ITS_WAY}
    for name in old:
        storage.forget(key, name, of=tenant.id)
    return old == left


def _named(tenant: TenantKey, key: str) -> set[str] | None:
    """The files that the picture's row names; None where there is no such row."""
    with tenant_transaction(tenant):
        picture = Picture.objects.filter(key=key).first()
        return picture.file_names if picture else None
