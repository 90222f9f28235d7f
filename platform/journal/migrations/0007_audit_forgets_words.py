"""Of an entry's details single words may go too, where the transaction says that it forgets.

What is left is as it was: a hand-over that names two people goes on naming the other one.
"""

from typing import ClassVar

from django.db import migrations

MAY_FORGET = """
CREATE OR REPLACE FUNCTION public.journal_may_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {words}
        AND (NEW.id, NEW.at, NEW.action) = (OLD.id, OLD.at, OLD.action)
        AND (NEW.actor_id, NEW.tenant_id) IS NOT DISTINCT FROM (OLD.actor_id, OLD.tenant_id)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit entries are append-only' USING ERRCODE = 'insufficient_privilege';
END
$$
"""
ALL_OF_THEM = "NEW.target = '' AND NEW.details = '{}'::jsonb"
SOME_OF_THEM = """NEW.target IN ('', OLD.target) AND NOT EXISTS (
            SELECT FROM jsonb_each(NEW.details) AS kept
            WHERE OLD.details -> kept.key IS DISTINCT FROM kept.value
        )"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0006_audit_by_time")]

    operations: ClassVar = [
        migrations.RunSQL(
            [MAY_FORGET.format(words=SOME_OF_THEM)], [MAY_FORGET.format(words=ALL_OF_THEM)]
        )
    ]
