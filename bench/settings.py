"""Production's settings on a scratch data folder; files lie elsewhere, and no mail leaves."""

import os
from pathlib import Path

from inkstead.settings.production import *  # noqa: F403 -- what a settings module is for

STATIC_ROOT = Path(os.environ["INKSTEAD_DATA"]) / "staticfiles"
NEW_BLOGS_TRUSTED = True  # what is measured is a blog that people find
SEARCH_PACE = (10_000, 1.0)  # one reader looks for what many would
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}

# Set by single measures: one more migration, and a sign-up without what a password's hash costs.
if _contact := os.environ.get("BENCH_CONTACT_MIGRATIONS"):
    MIGRATION_MODULES = {"contact": _contact}
if os.environ.get("BENCH_QUICK_HASH"):
    PASSWORD_HASHERS = ["accounts.hashers.QuickArgon2idHasher"]
