"""ensure and stop."""

import shutil
import stat
import time
from pathlib import Path

import environ
import psycopg
import pytest
from celery import Celery

from inkstead import devstack
from inkstead.devstack.paths import short_hash
from tests.devstack.helpers import ask, ping, servers_run, start_python
from tests.support.waiting import until

HOLD = (
    "from inkstead import devstack; devstack.ensure(fsync=False); print('up', flush=True); input()"
)


def test_both_servers_answer_and_end(empty: Path) -> None:
    data = empty
    services = devstack.ensure(data, fsync=False)
    assert services.started == ("postgres", "redis")
    assert ask(services, "SELECT current_database()") == "inkstead"
    assert ping(services)
    devstack.stop(data)
    assert not servers_run(data)


def test_a_second_call_uses_what_runs(data: Path) -> None:
    first = devstack.ensure(data, fsync=False)
    second = devstack.ensure(data, fsync=False)
    assert second.started == ()
    assert second.environment() == first.environment()


def test_data_stays_from_one_start_to_the_next(data: Path) -> None:
    services = devstack.ensure(data, fsync=False)
    with psycopg.connect(services.database_url) as connection:
        connection.execute("CREATE TABLE public.kept AS SELECT 7 AS number")
    devstack.stop(data)
    services = devstack.ensure(data, fsync=False)
    assert services.started == ("postgres", "redis")
    assert ask(services, "SELECT number FROM public.kept") == 7


def test_the_last_one_to_leave_ends_the_servers(data: Path) -> None:
    other = start_python(HOLD, data)
    assert other.stdout is not None
    assert other.stdout.readline() == "up\n"
    services = devstack.ensure(data, fsync=False)
    assert services.started == ()
    other.kill()
    other.communicate()
    time.sleep(1)  # four looks of the keeper
    assert ask(services, "SELECT 1") == 1
    devstack.stop(data)
    assert not servers_run(data)


def test_servers_end_when_their_only_user_is_killed(data: Path) -> None:
    user = start_python(HOLD, data)
    assert user.stdout is not None
    assert user.stdout.readline() == "up\n"
    assert servers_run(data)
    user.kill()
    user.communicate()
    until(lambda: not servers_run(data))


def test_the_applications_role_is_no_superuser(data: Path) -> None:
    services = devstack.ensure(data, fsync=False)
    rights = "SELECT format('%s %s %s', rolsuper, rolcreaterole, rolcreatedb) FROM pg_roles"
    assert ask(services, f"{rights} WHERE rolname = current_user") == "f t t"
    everyone = "SELECT has_schema_privilege('pg_monitor', 'public', 'USAGE')"
    assert ask(services, everyone) is False


def test_new_databases_have_the_extensions_too(data: Path) -> None:
    services = devstack.ensure(data, fsync=False)
    with psycopg.connect(services.database_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE test_inkstead")
    found = "SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension"
    where = " WHERE extnamespace = 'extensions'::regnamespace"
    for name in ("inkstead", "test_inkstead"):
        url = services.database_url.replace("/inkstead?", f"/{name}?")
        with psycopg.connect(url) as connection:
            row = connection.execute((found + where).encode()).fetchone()
        assert row == ("citext pg_trgm unaccent",)


def test_the_cluster_is_made_as_written(data: Path) -> None:
    services = devstack.ensure(data, fsync=False)
    assert ask(services, "SHOW data_checksums") == "on"
    assert ask(services, "SHOW listen_addresses") == ""
    locale = "SELECT format('%s %s', datlocprovider, datlocale) FROM pg_database"
    assert ask(services, f"{locale} WHERE datname = current_database()") == "b C.UTF-8"
    for path in (data / "postgres-18", data / "run" / "pg", data / "run" / "redis"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_django_and_celery_read_the_addresses(data: Path) -> None:
    services = devstack.ensure(data, fsync=False)
    config = environ.Env.db_url_config(services.database_url)
    assert (config["NAME"], config["USER"], config["HOST"]) == ("inkstead", "inkstead", "")
    assert config["OPTIONS"] == {"host": str(data / "run" / "pg")}
    with Celery(broker=services.broker_url).connection() as connection:
        queue = connection.SimpleQueue("letters")
        queue.put({"number": 1})
        assert queue.get(timeout=30).payload == {"number": 1}
        queue.close()


def test_named_servers_replace_ours(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://someone@db.example/theirs")
    monkeypatch.setenv("REDIS_URL", "redis://cache.example/3")
    services = devstack.ensure(data)
    assert services.started == ()
    assert services.database_url == "postgres://someone@db.example/theirs"
    assert services.broker_url == services.redis_url == "redis://cache.example/3"
    assert not servers_run(data)


def test_only_redis_starts_when_the_database_is_named(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://someone@db.example/theirs")
    services = devstack.ensure(data)
    assert services.started == ("redis",)
    assert ping(services)
    assert not (data / "run" / "postgres.json").exists()


def test_a_deep_data_folder_gets_short_sockets(data: Path) -> None:
    deep = data / ("a-folder-with-a-long-name" * 3) / "and-another-one"
    services = devstack.ensure(deep, fsync=False)
    try:
        assert ask(services, "SELECT 1") == 1
        assert ping(services)
        assert "/tmp/inkstead-" in services.redis_url
    finally:
        devstack.stop(deep)
        shutil.rmtree(Path("/tmp", f"inkstead-{short_hash(deep)}"))


def test_the_secret_key_is_made_once_and_is_ours_alone(data: Path) -> None:
    key = devstack.secret_key(data)
    assert len(key) >= 50
    assert devstack.secret_key(data) == key
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
