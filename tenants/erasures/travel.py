"""The ledger as JSON lines: into the store of backups by itself, and to wherever it is needed.

Whoever has such a file can ask it about an e-mail they know. It is closed to others, like a backup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.dateparse import parse_datetime

from journal.work import enqueue_platform_work, handles
from kit.in_line import wait_in_line
from tenants.archive.store import has_store, store
from tenants.erasures.hashes import seal, unseal
from tenants.erasures.models import Erasure, LedgerKey, What

FILE = "erasures.jsonl"
KEEP = "keep_erasures"
FORM = 1


class BadLedger(ValueError):
    """What was read is no ledger; its text says where."""


def register() -> None:
    """Keep the copy in the store up to date."""
    handles(KEEP, lambda _payload: keep_copy(), atomic=False)


def ask_for_copy(erased: UUID) -> None:
    """Have it written once what is open is committed."""
    enqueue_platform_work(KEEP, key=f"{KEEP}:{erased}")


@transaction.atomic
def keep_copy() -> None:
    """Put the ledger beside the backups, so that it is newer than each of them.

    Of two at once the second waits, and reads what the first one did not know yet.
    """
    if not has_store():
        return
    wait_in_line(KEEP)
    text = "".join(f"{line}\n" for line in lines())
    draft = f".{FILE}.new"
    store().delete(draft)
    store().save(draft, ContentFile(text.encode()))
    store().delete(FILE)
    with store().open(draft) as whole:
        store().save(FILE, ContentFile(whole.read()))
    store().delete(draft)


def copy_in_store() -> str:
    """The text of the copy; empty where there is none."""
    for name in (FILE, f".{FILE}.new") if has_store() else ():
        if store().exists(name):
            with store().open(name) as file:
                return str(file.read().decode())
    return ""


def lines() -> Iterator[str]:
    """The whole ledger, keys first."""
    for key in LedgerKey.objects.order_by("kept_at", "pk"):
        row = {"form": FORM, "key": str(key.pk), "secret": unseal(key.sealed).hex()}
        yield json.dumps(row)
    for one in Erasure.objects.order_by("at", "pk").iterator():
        row = {"erasure": str(one.pk), "key": str(one.key_id), "what": one.what, "hash": one.hash}
        yield json.dumps({**row, "at": one.at.isoformat(), "blogs": one.blogs})


@transaction.atomic
def take_in(text: Iterable[str]) -> int:
    """Add what is not known yet; returns how many erasures came. Raises BadLedger."""
    keys, rows = _read(text)
    LedgerKey.objects.bulk_create(keys, ignore_conflicts=True)
    known = set(Erasure.objects.values_list("pk", flat=True))
    fresh = [row for row in rows if row.pk not in known]
    if {row.key_id for row in fresh} - set(LedgerKey.objects.values_list("pk", flat=True)):
        raise BadLedger("It has rows without their key.")
    return len(Erasure.objects.bulk_create(fresh, ignore_conflicts=True))


def _read(text: Iterable[str]) -> tuple[list[LedgerKey], list[Erasure]]:
    keys: list[LedgerKey] = []
    rows: list[Erasure] = []
    for number, line in enumerate(text, start=1):
        if not line.strip():
            continue
        try:
            row: dict[str, Any] = json.loads(line)
            if "secret" in row:
                keys.append(LedgerKey(pk=UUID(row["key"]), sealed=seal(_secret(row["secret"]))))
            else:
                rows.append(_erasure(row))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BadLedger(f"Line {number} is not one of a ledger.") from None
    return keys, rows


def _secret(text: str) -> bytes:
    secret = bytes.fromhex(text)
    if len(secret) < 16:
        raise ValueError("too short for a key")
    return secret


def _erasure(row: dict[str, Any]) -> Erasure:
    at = parse_datetime(row["at"])
    if at is None or at.tzinfo is None or len(bytes.fromhex(row["hash"])) != 32:
        raise ValueError("not a moment, or not a hash")
    return Erasure(
        pk=UUID(row["erasure"]),
        key_id=UUID(row["key"]),
        what=What(row["what"]),
        hash=row["hash"],
        at=at,
        blogs=[str(UUID(one)) for one in row["blogs"]],
    )
