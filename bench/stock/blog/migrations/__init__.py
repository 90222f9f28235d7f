"""Inkstead's own migration files, but for those that write into Inkstead's public tables."""

from pathlib import Path

# A file of the same name here is found first.
__path__ = [str(Path(__file__).parent), str(Path(__file__).parents[4] / "blog" / "migrations")]
