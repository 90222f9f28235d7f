"""A connection that died while it was idle is replaced before anybody gets it."""

from __future__ import annotations

import pytest
from django.db import connection

from accounts.models import User


@pytest.mark.django_db(transaction=True)
def test_after_the_server_hung_up_the_next_request_gets_a_fresh_connection() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        mine = cursor.fetchone()[0]
    connection.close()  # back into the pool, alive
    pool = connection.pool  # type: ignore[attr-defined]
    with pool.connection() as killer, killer.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (killer_pid,) = cursor.fetchone()
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> %s",
            [killer_pid],
        )
    assert User.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone()[0] != mine or killer_pid == mine
