"""Production's settings on a scratch data folder; files lie elsewhere, and no mail leaves."""

import os
from pathlib import Path

from inkstead.settings.production import *  # noqa: F403 -- what a settings module is for

STATIC_ROOT = Path(os.environ["INKSTEAD_DATA"]) / "staticfiles"
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
