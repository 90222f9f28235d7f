"""The Celery application: `celery -A inkstead worker`, `celery -A inkstead beat`."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inkstead.settings.development")

app = Celery("inkstead")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.set_default()  # for every thread, not only the one that imports this

# A tick that waited longer than the next one takes to come is of no use.
app.conf.beat_schedule = {
    "tick": {"task": "tenants.tasks.tick", "schedule": 2.0, "options": {"expires": 2}},
    "spares": {"task": "tenants.tasks.keep_spares", "schedule": 10.0, "options": {"expires": 10}},
    "sweep": {"task": "tenants.tasks.sweep", "schedule": 60.0, "options": {"expires": 60}},
}
