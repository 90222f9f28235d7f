from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):

    # No row is canonical yet: the index is partial, empty, and made in one pass over short rows.
    contract = "an index over no rows"

    dependencies = [
        ('tenants', '0006_custom_domains'),
    ]

    operations = [
        ValidateConstraint(model_name='domain', name='domain_custom_or_given'),
        migrations.AddConstraint(
            model_name='domain',
            constraint=models.UniqueConstraint(
                condition=models.Q(('is_canonical', True)), fields=('tenant',), name='domain_one_canonical'
            ),
        ),
    ]
