"""Whom a blog was given to, and whose it was, is found by an index, whatever blog it is."""

from typing import ClassVar

from django.db import migrations

DROP = "DROP INDEX CONCURRENTLY IF EXISTS public.audit_by_owner"
MAKE = """
CREATE INDEX CONCURRENTLY audit_by_owner ON public.journal_auditentry
USING gin (details jsonb_path_ops)
WHERE action IN ('tenant.handed_over', 'tenant.transferred')
"""


class Migration(migrations.Migration):
    atomic = False  # the audit is written all the time: its index is made without a lock on it
    dependencies: ClassVar = [("journal", "0007_audit_forgets_words")]

    operations: ClassVar = [
        migrations.RunSQL([DROP, MAKE], [DROP])  # what was cut off leaves an index of no use
    ]
