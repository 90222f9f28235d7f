"""Only the application itself uses the public schema: a blog's role gets nothing there."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("tenants", "0001_initial")]

    operations: ClassVar = [
        migrations.RunSQL(
            ["REVOKE ALL ON SCHEMA public FROM PUBLIC"],
            ["GRANT USAGE ON SCHEMA public TO PUBLIC"],
        ),
    ]
