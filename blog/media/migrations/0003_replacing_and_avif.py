"""A new file for a picture, with the way back to the one before; and whether AVIF was made of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("media", "0002_fewer_indexes")]

    operations: ClassVar = [
        migrations.AddField("picture", "coming", models.JSONField(editable=False, null=True)),
        migrations.AddField("picture", "former", models.JSONField(editable=False, null=True)),
        migrations.AddField(
            "picture", "replaced_at", models.DateTimeField(editable=False, null=True)
        ),
        migrations.AddField(
            "picture",
            "refined",
            models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
