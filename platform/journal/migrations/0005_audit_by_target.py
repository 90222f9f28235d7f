"""Whoever erases a person finds the entries that name them by an index, however many there are."""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # the audit is written all the time: its index is made without a lock on it
    dependencies: ClassVar = [("journal", "0004_audit_forget")]

    operations: ClassVar = [
        AddIndexConcurrently("auditentry", models.Index(fields=["target"], name="audit_by_target"))
    ]
