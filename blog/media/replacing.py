"""The worker's part of replacing: make ready what is to take a picture's place, then let it.

Until then, and if nothing can be made of it, texts go on showing the file before.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from blog.actions.changed import blog_changed, stats_changed
from blog.actions.enqueue import enqueue
from blog.media.clear import ON_ITS_WAY, clear_later, forget_unless_named, sweep_later
from blog.media.models import Coming, Picture
from blog.media.quiet import refine_later
from blog.media.work import Outcome, keep_files, name_files, read_or_nothing, run_encoder
from tenants.db.scope import TenantKey, tenant_transaction

REPLACE = "replace_picture"


def replace_later(picture: Picture) -> None:
    """Have what is to take its place made ready, if something is."""
    if picture.is_coming and picture.coming:
        file = picture.coming["file"]
        enqueue(REPLACE, f"{REPLACE} {picture.key} {file}", {"key": picture.key, "file": file})


def prepare(tenant: TenantKey, payload: dict[str, Any]) -> Outcome | None:
    """Outside any transaction: encode the file. None when another is wanted now, or none."""
    with tenant_transaction(tenant):
        coming = _coming(Picture.objects.filter(key=payload["key"]).first(), payload)
    if coming is None:
        return None
    data = read_or_nothing(tenant, payload["key"], payload["file"])
    outcome = run_encoder(data, coming["kind"])
    keep_files(tenant, payload["key"], outcome)
    return outcome


def _coming(picture: Picture | None, payload: dict[str, Any]) -> Coming | None:
    coming = picture.coming if picture and picture.is_coming else None
    return coming if coming and coming["file"] == payload["file"] else None


def finish(payload: dict[str, Any], outcome: Outcome | None) -> None:
    """Inside the transaction that marks the work done: the new file's place is the old one's.

    What nothing names any more is swept away later: what two replacements ago was there, and what
    was made in vain.
    """
    sweep_later([payload["key"]], wait=ON_ITS_WAY)
    picture = Picture.objects.select_for_update().filter(key=payload["key"]).first()
    coming = _coming(picture, payload)
    if picture is None or coming is None or outcome is None:
        return
    if outcome.failure:
        picture.coming = {**coming, "size": 0, "failure": outcome.failure}
    else:
        picture.former, picture.replaced_at = picture.as_former(coming["file"]), timezone.now()
        picture.coming, picture.kind = None, coming["kind"]
        name_files(picture, outcome)
        clear_later(picture.replaced_at)
        refine_later()
        blog_changed()
    picture.size = picture.bytes_kept
    picture.save()
    stats_changed()


def tidy_up(tenant: TenantKey, payload: dict[str, Any], _left: None) -> None:
    """After the commit: the file as it came, with all that its camera wrote into it, goes."""
    forget_unless_named(tenant, payload["key"], payload["file"])
