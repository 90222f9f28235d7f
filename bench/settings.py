"""Production's settings on a scratch data folder: only where files lie is different."""

import os
from pathlib import Path

from inkstead.settings.production import *  # noqa: F403 -- what a settings module is for

STATIC_ROOT = Path(os.environ["INKSTEAD_DATA"]) / "staticfiles"
