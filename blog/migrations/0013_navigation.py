from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('blog', '0012_author_avatar'),
    ]

    operations = [
        migrations.AddField(
            model_name='blog',
            name='links',
            field=models.JSONField(blank=True, db_default=[], default=list),
        ),
        migrations.AddField(
            model_name='category',
            name='nav_position',
            field=models.IntegerField(blank=True, null=True),
        ),
    ]
