"""Audit entries stay append-only, but for one thing: their words may be emptied, aloud.

Whoever erases a person says so with `SET LOCAL inkstead.forget = 'on'`; then target and details may
become empty, and nothing else may change.
"""

from typing import ClassVar

from django.db import migrations

FORGET = """
CREATE FUNCTION public.journal_may_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.target = '' AND NEW.details = '{}'::jsonb
        AND (NEW.id, NEW.at, NEW.action) = (OLD.id, OLD.at, OLD.action)
        AND (NEW.actor_id, NEW.tenant_id) IS NOT DISTINCT FROM (OLD.actor_id, OLD.tenant_id)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit entries are append-only' USING ERRCODE = 'insufficient_privilege';
END
$$
"""
DROP_OLD = "DROP TRIGGER journal_auditentry_append_only ON public.journal_auditentry"
REFUSE = """
CREATE TRIGGER journal_auditentry_append_only BEFORE UPDATE OR DELETE
ON public.journal_auditentry FOR EACH STATEMENT
{when} EXECUTE FUNCTION public.journal_refuse_change()
"""
NEVER_DELETED = """
CREATE TRIGGER journal_auditentry_never_deleted BEFORE DELETE
ON public.journal_auditentry FOR EACH STATEMENT EXECUTE FUNCTION public.journal_refuse_change()
"""
ONLY_FORGOTTEN = """
CREATE TRIGGER journal_auditentry_only_forgotten BEFORE UPDATE
ON public.journal_auditentry FOR EACH ROW EXECUTE FUNCTION public.journal_may_forget()
"""
UNSAID = "WHEN (current_setting('inkstead.forget', true) IS DISTINCT FROM 'on')"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0003_heartbeat")]

    operations: ClassVar = [
        migrations.RunSQL(
            [DROP_OLD, FORGET, REFUSE.format(when=UNSAID), NEVER_DELETED, ONLY_FORGOTTEN],
            [
                DROP_OLD,
                "DROP TRIGGER journal_auditentry_never_deleted ON public.journal_auditentry",
                "DROP TRIGGER journal_auditentry_only_forgotten ON public.journal_auditentry",
                "DROP FUNCTION public.journal_may_forget()",
                REFUSE.format(when=""),
            ],
        )
    ]
