"""`make run`: servers, migrations, demo content, then the site and its helpers until a signal."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from inkstead.devstack.console import Steps, say
from inkstead.devstack.errors import DevstackError
from inkstead.devstack.locks import EXCLUSIVE, open_lock, try_lock
from inkstead.devstack.page import page_answers
from inkstead.devstack.paths import prepare_data_dir
from inkstead.devstack.ports import require_free
from inkstead.devstack.processes import (
    Process,
    end_noted,
    note_down,
    restart_crashed,
    stop_all,
)
from inkstead.devstack.services import ensure, kept, stop
from inkstead.devstack.stopping import StopAsked, StopWatch
from inkstead.devstack.summary import summary
from inkstead.devstack.where import Commands, Where, prepare_commands, site_commands

FIRST_PAGE_WITHIN = 60.0
LOOK_EVERY = 0.2


@dataclass
class Run:
    """One run of the site on one data folder."""

    where: Where
    prepare: Commands
    site: Commands
    steps: Steps = field(default_factory=Steps)
    watch: StopWatch = field(default_factory=StopWatch)
    processes: list[Process] = field(default_factory=list)

    def until_stopped(self) -> None:
        """Everything, from the lock to the signal; what was started has ended when this returns."""
        prepare_data_dir(self.where.data)
        with alone_on(self.where.data, f"process {os.getpid()}, port {self.where.port}"):
            end_noted(self._noted)
            require_free(self.where.bind, self.where.port)
            with self.watch.signals():
                try:
                    self._start()
                    self._look_after()
                except StopAsked:
                    say("\n  Stopping.")
                finally:
                    self.watch.finishing = True
                    stop_all(self.processes)
                    stop(self.where.data)

    def _start(self) -> None:
        say(f"  Inkstead, with its data in {self.where.data}")
        with self.steps.step("Postgres and Redis"):
            services = ensure(self.where.data, say=self.steps.note)
        environment = self.where.environment() | services.environment()
        for name, command in self.prepare.items():
            with self.steps.step(name):
                self._finish(self._process(name, command, environment))
        web, *others = (self._process(n, c, environment) for n, c in self.site.items())
        with self.steps.step("First page"):
            self._launch(web)
            self._wait_for_page(web)
        for process in others:
            self._launch(process)
        say(summary(data=self.where.data, host=self.where.host, port=self.where.port))

    def _look_after(self) -> None:
        """Start again what ends by itself, servers too, until somebody asks to stop."""
        while True:
            self.watch.sleep(LOOK_EVERY)
            if restart_crashed(self.processes, lambda line: say(f"  {line}")):
                note_down(self.processes, self._noted)
            for name in ("postgres", "redis"):
                server = kept(self.where.data, name)
                if server.is_used and not server.is_running():
                    say(f"  {name} ended; starting it again. Its log: {server.log}")
                    ensure(self.where.data)

    @property
    def _noted(self) -> Path:
        return self.where.data / "run" / "site.json"

    def _process(self, name: str, command: list[str], environment: dict[str, str]) -> Process:
        log = self.where.data / "logs" / f"{name.lower().replace(' ', '-')}.log"
        return Process(name, command, environment, log)

    def _launch(self, process: Process) -> None:
        self.processes.append(process)
        process.start()
        note_down(self.processes, self._noted)

    def _finish(self, process: Process) -> None:
        """Run a step to its end; a failure shows the end of its log and stops the run."""
        process.log.unlink(missing_ok=True)
        self._launch(process)
        while process.code() is None:
            self.watch.sleep(0.05)
        self.processes.remove(process)
        if process.code():
            msg = f"{process.name} failed (code {process.code()}). The end of {process.log}:\n"
            raise DevstackError(msg + process.last_lines())

    def _wait_for_page(self, web: Process) -> None:
        end = time.monotonic() + FIRST_PAGE_WITHIN
        while not page_answers(self.where):
            if web.code() is not None or time.monotonic() > end:
                msg = f"The site does not answer. The end of {web.log}:\n{web.last_lines()}"
                raise DevstackError(msg)
            self.watch.sleep(0.05)


@contextmanager
def alone_on(data: Path, who: str) -> Iterator[None]:
    """Let one run at a time use a data folder; DevstackError names the one that is there."""
    path = data / "run" / "run.lock"
    lock = open_lock(path)
    try:
        if not try_lock(lock, EXCLUSIVE):
            msg = f"Inkstead already runs on {data} ({path.read_text()}). "
            msg += "Stop it there, or set INKSTEAD_DATA and PORT for another copy."
            raise DevstackError(msg)
        path.write_text(who)
        yield
    finally:
        os.close(lock)


def main() -> int:
    """Run until asked to stop; 1 when something did not start, with a sentence about it."""
    try:
        where = Where.from_environment()
        Run(where, prepare_commands(where), site_commands(where)).until_stopped()
    except (DevstackError, TimeoutError) as error:
        say(f"\n{error}")
        return 1
    return 0
