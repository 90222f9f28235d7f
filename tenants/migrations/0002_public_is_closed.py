"""Only the application itself uses the public schema: a blog's role gets nothing there."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.RunSQL(
            ["REVOKE ALL ON SCHEMA public FROM PUBLIC"],
            ["GRANT USAGE ON SCHEMA public TO PUBLIC"],
        ),
    ]
