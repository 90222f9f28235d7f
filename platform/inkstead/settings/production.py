"""A server on the internet. Every value that matters must be given; none has a default."""

import os

from inkstead.settings.environment import forget_empty, require

forget_empty(os.environ)
require(os.environ)  # before anything else reads it: what is wrong is said together

from inkstead.logs import logging_config  # noqa: E402
from inkstead.settings.base import *  # noqa: E402
from inkstead.settings.object_store import object_store  # noqa: E402

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
PLATFORM_HOST = env.str("PLATFORM_HOST")
BLOGS_DOMAIN = env.str("BLOGS_DOMAIN", default=PLATFORM_HOST)
DOMAINS_TARGET = env.str("DOMAINS_TARGET", default=PLATFORM_HOST)
# Custom domains are not known when the process starts: tenants.hosts refuses every unknown name.
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": database(env.str("DATABASE_URL"))}
REDIS_URL = env.str("REDIS_URL")
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL)
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(STATIC_ROOT)))
MEDIA_ROOT = env.str("MEDIA_ROOT", default="/var/lib/inkstead/media")
if _bucket := env.str("MEDIA_S3_BUCKET", default=""):
    STORAGES["default"] = object_store(
        _bucket,
        endpoint=env.str("MEDIA_S3_ENDPOINT", default=""),
        region=env.str("MEDIA_S3_REGION", default=""),
        key=env.str("MEDIA_S3_KEY", default=""),
        secret=env.str("MEDIA_S3_SECRET", default=""),
        prefix=env.str("MEDIA_S3_PREFIX", default=""),
    )

# Without a place for them there are no backups of single blogs, and none can be asked for.
if _backup_root := env.str("BACKUP_ROOT", default=""):
    STORAGES["backups"] = backups(Path(_backup_root))
BACKUP_NIGHTLY = env.bool("BACKUP_NIGHTLY", default=bool(_backup_root))

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# Asked from inside, without a proxy and so without TLS.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^internal/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_CSP = {**SECURE_CSP, "upgrade-insecure-requests": True}

CSRF_COOKIE_SECURE = True
# smtp+tls://user:password@mail.example:587
_mail: dict[str, Any] = env.email_url("EMAIL_URL")
MAILERS = {
    "default": {
        "BACKEND": _mail["EMAIL_BACKEND"],
        "OPTIONS": {
            "host": _mail["EMAIL_HOST"],
            "port": _mail["EMAIL_PORT"] or 25,
            "username": _mail["EMAIL_HOST_USER"],
            "password": _mail["EMAIL_HOST_PASSWORD"],
            "use_tls": _mail.get("EMAIL_USE_TLS", False),
            "use_ssl": _mail.get("EMAIL_USE_SSL", False),
            "timeout": 20,
        },
    }
}
MAIL_FOLDER = None

LOGGING = logging_config(
    level=env.str("LOG_LEVEL", default="INFO"), form=env.str("LOG_FORMAT", default="json")
)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # the worker's lines look like the others
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10.0  # what runs may end; what does not is run again
CELERY_TASK_REJECT_ON_WORKER_LOST = True
