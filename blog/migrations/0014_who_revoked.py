"""Who took a link to a preview back: what an editor ended, a contributor does not bring back."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("blog", "0013_navigation")]

    operations: ClassVar = [
        migrations.AddField("previewlink", "revoked_by_id", models.UUIDField(null=True)),
    ]
