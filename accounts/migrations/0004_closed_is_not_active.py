"""Rows from before are looked at in a transaction of their own: writers do not wait."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_account")]

    operations = [ValidateConstraint("user", "user_closed_is_not_active")]
