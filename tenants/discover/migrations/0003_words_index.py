from django.db import migrations


class Migration(migrations.Migration):
    """By itself and outside a transaction: the table may be long, and nobody waits for it."""

    atomic = False

    dependencies = [
        ('discover', '0002_words'),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS listed_words ON discover_listedpost"
            " USING gin (words) WITH (fastupdate = off)",
            "DROP INDEX CONCURRENTLY IF EXISTS listed_words",
        ),
    ]
