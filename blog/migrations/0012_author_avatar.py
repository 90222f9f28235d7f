from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('blog', '0011_category_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='author',
            name='avatar',
            field=models.CharField(blank=True, db_default='', default='', max_length=12),
        ),
    ]
