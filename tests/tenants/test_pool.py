"""Connections that died while they were idle are replaced before anybody gets one."""

from __future__ import annotations

import pytest
from django.db import connection

from accounts.models import User

MANY = 8


@pytest.mark.django_db(transaction=True)
def test_after_a_restart_of_the_server_the_next_request_is_served() -> None:
    pool = connection.pool  # type: ignore[attr-defined]
    taken = [pool.getconn() for _ in range(MANY)]
    pids = [each.info.backend_pid for each in taken]
    for each in taken:
        pool.putconn(each)
    connection.close()
    with pool.connection() as killer:
        others = [pid for pid in pids if pid != killer.info.backend_pid]
        end = "SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s::int[]) pid"
        killer.execute(end, [others])
    assert len(others) >= MANY - 1
    for _ in range(MANY):
        assert User.objects.count() == 0
        connection.close()
