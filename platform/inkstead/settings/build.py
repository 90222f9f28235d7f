"""For tools that need the apps but no servers: type checks, collectstatic, message files."""

from inkstead.settings.base import *

SECRET_KEY = "build-" + "x" * 50
DATABASES = {"default": database("postgres://nobody@localhost/nothing", pool=False)}
REDIS_URL = "redis://localhost/0"
CELERY_BROKER_URL = REDIS_URL
DATA = ROOT / ".data"
MEDIA_ROOT = DATA / "media"
MAIL_FOLDER = DATA / "mail"
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
STORAGES["backups"] = backups(DATA / "backups")
