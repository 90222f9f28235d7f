from django.db import migrations


class Migration(migrations.Migration):
    """By itself and outside a transaction: the table may be long, and nobody waits for it."""

    atomic = False

    dependencies = [
        ('discover', '0002_words'),
    ]

    operations = [
        # What was cut off leaves an index of no use under that name.
        migrations.RunSQL(
            [
                "DROP INDEX CONCURRENTLY IF EXISTS listed_words",
                "CREATE INDEX CONCURRENTLY listed_words ON discover_listedpost"
                " USING gin (words) WITH (fastupdate = off)",
            ],
            ["DROP INDEX CONCURRENTLY IF EXISTS listed_words"],
        ),
    ]
