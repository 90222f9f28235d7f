from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

WHY = [
    ("left", "The admin left."),
    ("time", "Its thirty minutes are over."),
    ("objected", "Somebody on the blog’s team ended it."),
    ("stopped", "It was ended in the admin."),
    ("next", "The admin went on to another visit."),
    ("changed", "What it rested on has changed: an account, a role, or the blog."),
]


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="visit", name="visit_end_has_a_reason"),
        migrations.AlterField(
            model_name="visit",
            name="end_reason",
            field=models.CharField(blank=True, choices=WHY, default="", max_length=16),
        ),
        AddConstraintNotValid(  # what is there holds the narrower one that goes
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("ended_at", None)),
                    models.Q(
                        ("end_reason__in", [why for why, _words in WHY]),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="visit_end_has_a_reason",
            ),
        ),
    ]
