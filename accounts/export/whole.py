"""All files of an export, for whoever sends or keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from accounts.export.registry import File, all_facts, all_files
from accounts.models import User

FORM = 1  # of the export; docs/export.md tells what changes it


def export_of(user: User) -> Iterator[File]:
    """account.json first, then what the rooms above bring: blogs with their pictures."""
    facts = {"form": FORM, "made_at": timezone.now(), **all_facts(user)}
    text = json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    yield File("account.json", [text.encode()])
    yield from all_files(user)
