"""An erasure is for good: the database refuses to change or to delete one."""

from typing import ClassVar

from django.db import migrations

REFUSE = """
CREATE FUNCTION public.erasures_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger of erasures is append-only'
        USING ERRCODE = 'insufficient_privilege';
END
$$
"""
GUARD = """
CREATE TRIGGER erasures_erasure_append_only BEFORE UPDATE OR DELETE
ON public.erasures_erasure FOR EACH STATEMENT EXECUTE FUNCTION public.erasures_refuse_change()
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("erasures", "0001_initial")]

    operations: ClassVar = [
        migrations.RunSQL(
            [REFUSE, GUARD],
            [
                "DROP TRIGGER erasures_erasure_append_only ON public.erasures_erasure",
                "DROP FUNCTION public.erasures_refuse_change()",
            ],
        )
    ]
