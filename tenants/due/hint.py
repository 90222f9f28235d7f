"""A word to the worker that there is something to do. Only a hint: beat's tick is the truth."""

from __future__ import annotations

import logging
import time
from functools import cache
from typing import TYPE_CHECKING, Any

from celery import current_app
from django.db import transaction
from kombu import pools

if TYPE_CHECKING:
    from celery import Task

logger = logging.getLogger(__name__)

WAIT_SECONDS = 0.8  # for a broker that does not answer
QUIET_SECONDS = 5.0  # after a failure nobody waits for the broker again so soon
STALE_SECONDS = 60  # by then the tick has done it

_quiet_until = 0.0


def hint(task: Task[..., None], *args: str) -> None:
    """Send `task(*args)` to the broker once the open transaction is committed.

    Never raises and never waits long for a broker that is gone: the work is a row already.
    """
    transaction.on_commit(lambda: _send(task, args), robust=True)


def warm_up() -> None:
    """Import what the first hint of a process needs, so that no request pays for it (0.5-2 s)."""
    current_app.finalize()
    _ = current_app.connection_for_write().transport


def _send(task: Task[..., None], args: tuple[Any, ...]) -> None:
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        with _producers().acquire(block=True, timeout=WAIT_SECONDS) as producer:
            task.apply_async(args, producer=producer, retry=False, expires=STALE_SECONDS)
    except Exception as error:  # whatever it is, the request that hints goes on
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("The broker did not take %s: %s", task.name, error)


def waiting() -> int | None:
    """How many messages wait at the broker for a worker; None when it does not answer."""
    try:
        with current_app.connection_for_write(transport_options=_impatient()) as connection:
            redis: Any = connection.transport.create_channel(connection.transport)
            return int(redis.client.llen(current_app.conf.task_default_queue))
    except Exception as error:  # whatever it is: who asks wants an answer, and soon
        logger.warning("The broker did not say what waits: %s", error)
        return None


@cache
def _producers() -> Any:
    """Connections of the hints' own: they give up at once, where a worker's would wait."""
    return pools.producers[current_app.connection_for_write(transport_options=_impatient())]


def _impatient() -> dict[str, Any]:
    return {
        **current_app.conf.broker_transport_options,
        "max_retries": 0,
        "socket_timeout": WAIT_SECONDS,
        "socket_connect_timeout": WAIT_SECONDS,
    }
