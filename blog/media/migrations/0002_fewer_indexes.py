"""Take away Django's second index on a picture's key: a key is only ever asked for as a whole."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("media", "0001_initial")]

    operations: ClassVar = [
        migrations.RunSQL(
            ["DROP INDEX IF EXISTS media_picture_key_a71351a6_like"],
            ["CREATE INDEX media_picture_key_a71351a6_like ON media_picture"
             " (key varchar_pattern_ops)"],
        ),
    ]  # fmt: skip
