"""A laptop: `make run`, `manage.py runserver`. Postgres and Redis come from devstack."""

import os

from inkstead import devstack
from inkstead.settings.base import *

DEBUG = env.bool("DEBUG", default=True)  # `make run` turns it off: people look at that one
DEVELOPMENT = True
DATA = devstack.data_dir()
SECRET_KEY = devstack.secret_key()

_services = devstack.ensure_for_command()
DATABASES = {"default": database(_services.database_url)}
SPARE_SCHEMAS = env.int("SPARE_SCHEMAS", default=5)
BARE_SCHEMAS = env.int("BARE_SCHEMAS", default=10)
CELERY_BROKER_URL = _services.broker_url
REDIS_URL = _services.redis_url

PUBLIC_SCHEME = "http"
PUBLIC_PORT = env.int("PORT", default=8000)
ALLOWED_HOSTS = ["*"]  # tenants.hosts answers an unknown name with the valid addresses
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"

# Cookies ignore ports, so on a laptop the name carries it; __Host- needs TLS.
SESSION_COOKIE_NAME = f"inkstead-{PUBLIC_PORT}"
HANDOFF_COOKIE_NAME = f"inkstead-handoff-{PUBLIC_PORT}"
LANGUAGE_COOKIE_NAME = f"inkstead-language-{PUBLIC_PORT}"
SESSION_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False

STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
STORAGES["backups"] = backups(Path(env.str("BACKUP_ROOT", default="") or DATA / "backups"))
BACKUP_NIGHTLY = env.bool("BACKUP_NIGHTLY", default=False)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

MEDIA_ROOT = DATA / "media"
MEDIA_QUIET_HOURS = env.str("MEDIA_QUIET_HOURS", default="0-24")  # to be seen at once
MAIL_FOLDER = DATA / "mail"
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": MAIL_FOLDER},
    }
}
SERVER_TIMING = True
NEW_BLOGS_TRUSTED = True
SECURE_CSP = SECURE_CSP | {"img-src": [CSP.SELF, "https:", "http:", "data:"]}

os.makedirs(MAIL_FOLDER, mode=0o700, exist_ok=True)
