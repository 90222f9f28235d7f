from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0005_spares'),
    ]

    operations = [
        migrations.AddField(
            model_name='domain',
            name='is_custom',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='domain',
            name='is_canonical',
            field=models.BooleanField(db_default=False, default=False),
        ),
        AddConstraintNotValid(
            model_name='domain',
            constraint=models.CheckConstraint(
                condition=models.Q(('is_custom', True), ('is_primary', False)) | models.Q(('is_canonical', False), ('is_custom', False)),
                name='domain_custom_or_given',
            ),
        ),
    ]
