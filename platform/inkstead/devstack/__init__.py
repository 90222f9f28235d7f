"""Postgres and Redis for one machine, from wheels: no root, no Docker, no system database.

`make run` is `python -m inkstead.devstack run`. Commands and tests call `ensure`; what they
hold is let go when they end, however they end, and a server nobody holds stops by itself.
Only the standard library is imported here, so settings may use it before Django is set up.
"""

from inkstead.devstack.errors import DevstackError
from inkstead.devstack.paths import data_dir
from inkstead.devstack.secret import secret_key
from inkstead.devstack.services import Services, ensure, ensure_for_command, stop

__all__ = [
    "DevstackError",
    "Services",
    "data_dir",
    "ensure",
    "ensure_for_command",
    "secret_key",
    "stop",
]
