"""The Celery application: `celery -A inkstead worker`, `celery -A inkstead beat`."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import worker_shutdown

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
    "days": {"task": "inkstead.tasks.keep_days", "schedule": 300.0, "options": {"expires": 300}},
}


@worker_shutdown.connect
def leave(sender: Any, **_others: Any) -> None:
    """A worker that ends as it should is not one that somebody must look for."""
    from journal import heartbeat

    heartbeat.leave(sender.hostname)
