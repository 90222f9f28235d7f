"""A blog's pictures as files, for its owner's export: each in its largest form."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder

from accounts.export.registry import File
from blog.media import storage
from blog.media.models import Picture
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant


def picture_files(tenant: Tenant) -> Iterator[File]:
    """pictures.json, then media/<key>/<name>.<ending> for each, those in the trash included.

    One query; each file is read when its turn comes, and one that is gone meanwhile is left out.
    """
    with tenant_transaction(tenant):
        pictures = list(Picture.objects.order_by("pk"))
    rows = [_facts(picture) for picture in pictures]
    text = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    yield File("pictures.json", [text.encode()])
    for picture in pictures:
        if (path := _path(picture)) and (data := _read(tenant, picture)):
            yield File(path, [data])


def _facts(picture: Picture) -> dict[str, object]:
    return {
        "file": _path(picture),
        "in_texts": picture.path,
        "alt": picture.alt,
        "decorative": picture.decorative,
        "caption": picture.caption,
        "created_at": picture.created_at,
        "trashed_at": picture.trashed_at,
    }


def _path(picture: Picture) -> str | None:
    name = _largest(picture)
    return f"media/{picture.key}/{picture.name}.{name.rpartition('.')[2]}" if name else None


def _largest(picture: Picture) -> str | None:
    """The widest file for readers, a JPEG where there are several; before it is ready, none."""
    files = sorted(picture.renditions, key=lambda file: (file["w"], file["f"].endswith(".jpg")))
    return files[-1]["f"] if files else None


def _read(tenant: Tenant, picture: Picture) -> bytes | None:
    try:
        return storage.read_of(tenant.id, picture.key, _largest(picture) or "")
    except FileNotFoundError:
        return None
