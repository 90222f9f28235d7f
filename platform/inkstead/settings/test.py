"""The test run: a throw-away Postgres and Redis of its own, started here by the first process.

Later ones (xdist's workers, servers under test) find the addresses in the environment.
"""

import atexit
import os
import shutil
from pathlib import Path

from inkstead import devstack
from inkstead.settings.base import *

DATA = Path(os.environ.get("INKSTEAD_TEST_DATA", str(ROOT / ".data-test" / str(os.getpid()))))


def _start() -> None:
    if not os.environ.get("DATABASE_URL"):
        os.environ["INKSTEAD_TEST_CLUSTER_IS_OURS"] = "1"  # its databases go with it
    services = devstack.ensure(DATA, fsync=False)
    os.environ.update(services.environment(), INKSTEAD_TEST_DATA=str(DATA))
    atexit.register(_stop)


def _stop() -> None:
    devstack.stop(DATA)
    shutil.rmtree(DATA, ignore_errors=True)


if "INKSTEAD_TEST_DATA" not in os.environ:
    _start()
# Each of xdist's workers, and the servers it starts, keeps pages in a database of its own.
_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
os.environ["REDIS_URL"] = os.environ["REDIS_URL"].replace("?db=0", f"?db={_worker}")

DEBUG = False
DEVELOPMENT = True
SECRET_KEY = "only-for-tests-" + "x" * 40
# Our engine with an ear: no statement of a whole run may break the rules of several servers.
DATABASES = {"default": database(os.environ["DATABASE_URL"]) | {"ENGINE": "tests.engine_rules"}}
if os.environ.get("INKSTEAD_TEST_THE_DATABASE_ITSELF"):  # a cluster's, which no test run can make
    DATABASES["default"]["TEST"] = {"NAME": DATABASES["default"]["NAME"]}
REDIS_URL = os.environ["REDIS_URL"]
CELERY_BROKER_URL = os.environ["CELERY_BROKER_URL"]

PUBLIC_SCHEME = "http"
PUBLIC_PORT = env.int("PORT", default=None)
ALLOWED_HOSTS = ["*"]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
SESSION_COOKIE_NAME = "inkstead-test"
HANDOFF_COOKIE_NAME = "inkstead-handoff-test"
LANGUAGE_COOKIE_NAME = "inkstead-language-test"
SESSION_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES["backups"] = backups(DATA / "backups")
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA / "media"
MEDIA_QUIET_HOURS = "never"  # whatever the hour is; what is about AVIF says otherwise
MAIL_FOLDER = DATA / "mail"
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
SERVER_TIMING = True
NEW_BLOGS_TRUSTED = True
SEARCH_PACE = (10_000, 1.0)  # the tests look for much
# The real parameters are measured by `make bench`; here the cost would be paid a thousand times.
PASSWORD_HASHERS = ["accounts.hashers.QuickArgon2idHasher", "accounts.hashers.Argon2idHasher"]
HOST_CACHE_POLL_SECONDS = 0
SPARE_SCHEMAS = 0
BARE_SCHEMAS = 0
SIGNUP_MIN_SECONDS = 0  # Chromium types faster than people do
