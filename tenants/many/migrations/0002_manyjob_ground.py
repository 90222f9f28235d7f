"""On which ground a measure is taken against many blogs: their owners read it."""

from typing import ClassVar

from django.db import migrations, models

GROUNDS = [
    ("rules", "It is against the rules of this place."),
    ("spam", "The posts are there to sell something, or to lead to other sites."),
    ("abuse", "It harasses or threatens somebody."),
    ("privacy", "It shows what is private to somebody."),
    ("copyright", "It shows somebody else’s work without their leave."),
    ("illegal", "It is against the law."),
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("many", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(
            "manyjob",
            "ground",
            models.CharField(
                blank=True, choices=GROUNDS, db_default="", default="", max_length=16
            ),
        )
    ]
