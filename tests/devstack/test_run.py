"""The run around the site: what it prints, what it refuses, and that nothing is left."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from inkstead.devstack.paths import REPO
from tests.devstack.helpers import free_port, is_alive, servers_run
from tests.support.waiting import until

Stand = subprocess.Popen[str]


def start(data: Path, port: int, *arguments: str) -> Stand:
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_URL")}
    environment |= {"PYTHONPATH": f"{REPO / 'platform'}:{REPO}"}
    environment |= {"INKSTEAD_DATA": str(data), "PORT": str(port)}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.devstack.stand_in", *arguments],
        env=environment,
        cwd=REPO,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def read_until(running: Stand, words: str) -> str:
    """Its output up to the line with these words."""
    assert running.stdout is not None
    seen = ""
    for line in running.stdout:
        seen += line
        if words in line:
            return seen
    pytest.fail(f"it ended without saying {words!r}:\n{seen}")


def children(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    pairs = [line.split() for line in listed.stdout.splitlines()]
    return [int(child) for child, parent in pairs if int(parent) == pid]


@pytest.fixture
def running(data: Path) -> Iterator[Stand]:
    """A run that has printed its block."""
    process = start(data, free_port())
    read_until(process, "Ctrl-C")
    yield process
    if process.poll() is None:
        process.terminate()
    process.communicate(timeout=30)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_it_started(
    running: Stand, data: Path, number: signal.Signals
) -> None:
    started = children(running.pid)
    assert len(started) >= 4  # two keepers, web server, worker
    running.send_signal(number)
    out, _ = running.communicate(timeout=30)
    assert running.returncode == 0
    assert "Stopping." in out
    assert not servers_run(data)
    assert not any(is_alive(pid) for pid in started)


def test_a_killed_run_leaves_nothing_for_long(running: Stand, data: Path) -> None:
    started = children(running.pid)
    running.kill()
    until(lambda: not servers_run(data))
    if sys.platform == "linux":
        until(lambda: not any(is_alive(pid) for pid in started))
    again = start(data, free_port())
    assert "Inkstead is running." in read_until(again, "Ctrl-C")
    again.terminate()
    again.communicate(timeout=30)


def test_the_block_names_address_mail_and_end(data: Path) -> None:
    port = free_port()
    (data / "demo.json").write_text(
        '{"blogs": [{"name": "Marginalia", "url": "http://marginalia.inkstead.localhost:1/"}],'
        ' "accounts": [{"email": "ada@post.example", "password": "a phrase", "role": "owner"}]}'
    )
    process = start(data, port)
    block = read_until(process, "Ctrl-C")
    process.terminate()
    process.communicate(timeout=30)
    assert f"http://inkstead.localhost:{port}/" in block
    assert f"http://marginalia.inkstead.localhost:{port}/   Marginalia" in block
    assert "ada@post.example   a phrase   owner" in block
    assert f"/dev/mail/   {data}/mail/" in block


def test_a_crashed_process_is_started_again_and_said(running: Stand) -> None:
    listed = subprocess.run(
        ["ps", "-ww", "-A", "-o", "pid=,ppid=,command="], capture_output=True, text=True, check=True
    )
    workers = [
        int(line.split()[0])
        for line in listed.stdout.splitlines()
        if line.split()[1] == str(running.pid) and "time.sleep(1000)" in line
    ]
    assert len(workers) == 1
    os.kill(workers[0], signal.SIGKILL)
    assert "again in 1 s" in read_until(running, "worker ended")
    until(lambda: len(children(running.pid)) >= 4)


def test_a_second_run_on_the_same_data_is_refused(running: Stand, data: Path) -> None:
    second = start(data, free_port())
    out, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert f"already runs on {data} (process {running.pid}" in out


def test_a_taken_port_is_said_with_a_free_one(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(data, port)
        out, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert f"Port {port} is taken" in out
    assert "is free: make run PORT=" in out
    assert not (data / "run" / "postgres.json").exists()


def test_a_failed_step_stops_the_run_with_its_words(data: Path) -> None:
    process = start(data, free_port(), "3")
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Demo content failed (code 3)" in out
    assert "said why" in out
    assert not servers_run(data)


@pytest.mark.parametrize("port", ["many", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from inkstead.devstack import DevstackError
    from inkstead.devstack.where import Where

    monkeypatch.setenv("PORT", port)
    with pytest.raises(DevstackError, match="PORT is a number"):
        Where.from_environment()
