"""A blog of Bob's on which Alice writes, and places for backups."""

from tests.archive.conftest import stores  # noqa: F401  # a fixture
from tests.closing.test_erase import elsewhere  # noqa: F401  # a fixture
