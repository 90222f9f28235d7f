from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('blog', '0010_hand_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='category',
            name='position',
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AlterModelOptions(
            name='category',
            options={'ordering': ['position', 'name', 'id'], 'verbose_name': 'category', 'verbose_name_plural': 'categories'},
        ),
    ]
