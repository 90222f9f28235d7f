"""An audit entry is for good: the database refuses to change or to delete one."""

from typing import ClassVar

from django.db import migrations

REFUSE = """
CREATE FUNCTION public.journal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries are append-only' USING ERRCODE = 'insufficient_privilege';
END
$$
"""

GUARD = """
CREATE TRIGGER journal_auditentry_append_only BEFORE UPDATE OR DELETE
ON public.journal_auditentry FOR EACH STATEMENT EXECUTE FUNCTION public.journal_refuse_change()
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0001_initial")]

    operations: ClassVar = [
        migrations.RunSQL(
            [REFUSE, GUARD],
            [
                "DROP TRIGGER journal_auditentry_append_only ON public.journal_auditentry",
                "DROP FUNCTION public.journal_refuse_change()",
            ],
        )
    ]
