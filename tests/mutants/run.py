"""Servers for each job, the unharmed tests once, then every mutant in a tree of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue

from inkstead import devstack
from tests.mutants.patches import Mutant
from tests.mutants.tree import copy_tree
from tests.mutants.verdict import Fate, Outcome, Verdict, judge, run_tests

type Environment = dict[str, str]


class Workshop:
    """A folder, and servers that no two runs use at once: roles belong to a whole cluster."""

    def __init__(self, folder: Path, environments: Sequence[Environment]) -> None:
        self.folder = folder
        self.jobs = len(environments)
        self._free: SimpleQueue[Environment] = SimpleQueue()
        for environment in environments:
            self._free.put(environment)

    @classmethod
    @contextmanager
    def built(cls, jobs: int) -> Iterator[Workshop]:
        """Start Postgres and Redis `jobs` times; all is gone at the end."""
        folder = Path(tempfile.mkdtemp(prefix="inkstead-mutants-"))
        with ExitStack() as stack:
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            yield cls(folder, [stack.enter_context(_servers(folder / str(n))) for n in range(jobs)])

    def each[T, R](self, work: Callable[[T, Environment], R], items: Sequence[T]) -> Iterator[R]:
        """Do `work(item, environment)` for all, as many at once as there are servers, in order."""

        def one(item: T) -> R:
            environment = self._free.get()
            try:
                return work(item, environment)
            finally:
                self._free.put(environment)

        with ThreadPoolExecutor(self.jobs) as pool:
            yield from pool.map(one, items)

    def unharmed(self, mutants: Sequence[Mutant]) -> list[Outcome]:
        """Run every named test without any sabotage, in as many parts as there are servers."""
        tests = sorted({test for mutant in mutants for test in mutant.red})
        parts = [part for n in range(self.jobs) if (part := tests[n :: self.jobs])]
        tree = copy_tree(self.folder / "unharmed")
        return list(self.each(lambda part, env: run_tests(tree, part, env), parts))

    def verdicts(self, mutants: Sequence[Mutant]) -> Iterator[Verdict]:
        """Try all mutants."""
        return self.each(self._try, mutants)

    def _try(self, mutant: Mutant, environment: Environment) -> Verdict:
        tree = copy_tree(self.folder / mutant.name)
        complaint = mutant.apply(tree)
        if complaint:
            return Verdict(mutant.name, mutant.sabotage, Fate.ERROR, 0.0, note=complaint)
        outcome = run_tests(tree, mutant.red, environment, "-x")
        fate, note = judge(outcome)
        shutil.rmtree(tree, ignore_errors=True)
        return Verdict(mutant.name, mutant.sabotage, fate, outcome.seconds, outcome.red, note)


@contextmanager
def _servers(data: Path) -> Iterator[Environment]:
    """Postgres and Redis in `data`; yields what tells a test run to use them."""
    try:
        services = devstack.ensure(data, fsync=False)
        yield services.environment() | {"INKSTEAD_TEST_DATA": str(data)}
    finally:
        devstack.stop(data)
