"""One day of the audit is found by an index, and so are its newest entries."""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # the audit is written all the time: its index is made without a lock on it
    dependencies: ClassVar = [("journal", "0005_audit_by_target")]

    operations: ClassVar = [
        AddIndexConcurrently("auditentry", models.Index(fields=["at"], name="audit_by_time"))
    ]
