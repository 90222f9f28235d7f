"""How far something is that takes its time."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """What is being done just now."""

    DATA = "data", _("Writing the rows")
    FILES = "files", _("Writing the files")
    CHECK = "check", _("Checking the archive")
    LOAD = "load", _("Reading the rows")
    MIGRATE = "migrate", _("Bringing it up to today’s version")
    FILES_BACK = "files_back", _("Reading the files")
    CLEAR = "clear", _("Clearing away")


# `progress(step, done, total)`: `done` of `total` parts of whatever the step counts.
type Progress = Callable[[Step, int, int], None]


def nobody_looks(step: Step, done: int, total: int) -> None:
    """For whoever does not want to know."""
