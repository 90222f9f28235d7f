"""The same table and index; blogs that have posts are not filled by due work, which stock has not."""

from importlib import import_module

from django.db import migrations

inksteads = import_module("blog.migrations.0006_search").Migration


class Migration(migrations.Migration):
    dependencies = inksteads.dependencies
    operations = inksteads.operations[:-1]
