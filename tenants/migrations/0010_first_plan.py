from typing import Any

from django.db import migrations


def begin(apps: Any, schema_editor: Any) -> None:
    """What was without limits stays so: one plan that limits nothing, for all there are."""
    plans = apps.get_model("plans", "Plan").objects
    plan = plans.filter(is_default=True).first() or plans.create(name="Standard", is_default=True)
    apps.get_model("tenants", "Tenant").objects.filter(plan=None).update(plan=plan)


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0009_plans'),
    ]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
