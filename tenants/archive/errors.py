"""What can be wrong with an archive, in sentences."""

from __future__ import annotations

from tenants.actions.change import Refused


class BadArchive(Refused):
    """The file is no archive, or not a whole one; its text says what is wrong with it."""


class Busy(Refused):
    """Something else is being done with this blog as a whole."""
