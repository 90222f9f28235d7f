"""The audit as a file: what the list finds, written while it is read."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone

from inkstead.admin.history import Line, named
from journal.models import AuditEntry

AT_ONCE = 500  # entries whose names are looked up together
COLUMNS = ("at", "action", "words", "actor_id", "actor", "tenant_id", "blog", "target", "reason")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would work out


class _Echo:
    """A file that hands each line straight on."""

    def write(self, line: str) -> str:
        return line


def as_csv(entries: QuerySet[AuditEntry]) -> Iterator[str]:
    """A line an entry, with a head; the details are JSON."""
    writer: Any = csv.writer(_Echo())
    yield writer.writerow([*COLUMNS, "details", "id"])
    for row in _rows(entries):
        details = json.dumps(row["details"], ensure_ascii=False)
        cells = [*(row[name] for name in COLUMNS), details, row["id"]]
        yield writer.writerow([_harmless(cell) for cell in cells])


def as_json_lines(entries: QuerySet[AuditEntry]) -> Iterator[str]:
    """An object a line."""
    for row in _rows(entries):
        yield json.dumps(row, ensure_ascii=False) + "\n"


FORMATS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "jsonl": (as_json_lines, "application/x-ndjson"),
}


def export(entries: QuerySet[AuditEntry], kind: str) -> StreamingHttpResponse:
    """The answer, `kind` being one of FORMATS; memory stays small however many there are."""
    write, content_type = FORMATS[kind]
    name = f"audit-{timezone.now():%Y-%m-%d}.{kind}"
    answer = StreamingHttpResponse(write(entries), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _rows(entries: QuerySet[AuditEntry]) -> Iterator[dict[str, Any]]:
    found: Iterable[AuditEntry] = entries.iterator(chunk_size=AT_ONCE)
    for some in batched(found, AT_ONCE):
        yield from map(_row, named(some))


def _row(line: Line) -> dict[str, Any]:
    entry = line.entry
    return {
        "at": entry.at.isoformat(),
        "action": entry.action,
        "words": line.words,
        "actor_id": str(entry.actor_id or ""),
        "actor": line.actor.email if line.actor else "",
        "tenant_id": str(entry.tenant_id or ""),
        "blog": line.tenant.name if line.tenant else "",
        "target": entry.target,
        "reason": line.reason,
        "details": entry.details,
        "id": str(entry.pk),
    }


def _harmless(cell: str) -> str:
    """The cell, with a quote before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
