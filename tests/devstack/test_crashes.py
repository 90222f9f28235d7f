"""What a kill -9 leaves behind, and the start after it."""

import os
import sys
from pathlib import Path

from inkstead import devstack
from inkstead.devstack.leftovers import NO_PID, clear_leftovers
from inkstead.devstack.services import kept
from tests.devstack.helpers import ask, is_alive, kill_hard, pids, ping
from tests.support.waiting import until


def test_a_start_after_everything_was_killed(data: Path) -> None:
    services = devstack.ensure(data, fsync=False)
    ask(services, "SELECT count(*) FROM pg_class")
    kill_hard(*pids(data).values())
    assert (data / "postgres-18" / "postmaster.pid").exists()
    services = devstack.ensure(data, fsync=False)
    assert services.started == ("postgres", "redis")
    assert ask(services, "SELECT 1") == 1
    assert ping(services)


def test_servers_end_with_their_keepers(data: Path) -> None:
    devstack.ensure(data, fsync=False)
    numbers = pids(data)
    postmaster = numbers.pop("postmaster")
    kill_hard(*numbers.values())
    if sys.platform == "linux":  # the kernel tells a child of its parent's end
        until(lambda: not is_alive(postmaster))
    assert ask(devstack.ensure(data, fsync=False), "SELECT 1") == 1


def test_a_stale_pid_that_is_somebody_elses_by_now(data: Path) -> None:
    devstack.ensure(data, fsync=False)
    pid_file = data / "postgres-18" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    kill_hard(*pids(data).values())
    pid_file.write_text("\n".join([str(os.getppid()), *lines[1:]]))
    assert ask(devstack.ensure(data, fsync=False), "SELECT 1") == 1
    assert is_alive(os.getppid())


def test_a_foreign_pid_is_replaced_and_the_rest_of_the_file_kept(tmp_path: Path) -> None:
    pid_file = tmp_path / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{tmp_path}\n1\n5432\n")
    clear_leftovers(tmp_path)
    assert pid_file.read_text() == f"{NO_PID}\n{tmp_path}\n1\n5432\n"


def test_an_empty_pid_file_is_removed(tmp_path: Path) -> None:
    pid_file = tmp_path / "postmaster.pid"
    pid_file.write_text("")
    clear_leftovers(tmp_path)
    assert not pid_file.exists()


def test_a_server_that_ended_alone_is_started_again(data: Path) -> None:
    devstack.ensure(data, fsync=False)
    kill_hard(pids(data)["postmaster"])
    until(lambda: not kept(data, "postgres").is_running())
    services = devstack.ensure(data, fsync=False)
    assert services.started == ("postgres",)
    assert ask(services, "SELECT 1") == 1


def test_an_interrupted_initdb_is_begun_anew(empty: Path) -> None:
    draft = empty / "postgres-18.new"
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18\n")
    assert ask(devstack.ensure(empty, fsync=False), "SELECT 1") == 1
    assert not draft.exists()
