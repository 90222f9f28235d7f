"""Stock django-tenants, set up as its introduction has it, with kept connections.

The README beside this file says what each variable of the environment does.
"""

import os
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()

SECRET_KEY = env.str("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = ["*"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SHARED_APPS = [
    "django_tenants",
    "bench.stock.customers",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
TENANT_APPS = ["bench.stock.blog", "bench.stock.contact", "bench.stock.media"]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]
TENANT_MODEL = "customers.Client"
TENANT_DOMAIN_MODEL = "customers.Domain"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A blog's tables, indexes and constraints come from the very files that make Inkstead's.
MIGRATION_MODULES = {
    "blog": "bench.stock.blog.migrations",
    "contact": env.str("STOCK_CONTACT_MIGRATIONS", default="blog.contact.migrations"),
    "media": "blog.media.migrations",
}

MIDDLEWARE = [
    "django_tenants.middleware.main.TenantMainMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "bench.stock.urls"
WSGI_APPLICATION = "bench.stock.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["kit.tags.markup"],  # Inkstead's own filters, in its own templates
        },
    }
]

_database = env.db_url_config(env.str("STOCK_DATABASE_URL"))
_host = _database.get("OPTIONS", {}).pop("host", _database["HOST"])  # a socket's folder
DATABASES = {
    "default": {
        **_database,
        "HOST": _host,
        "ENGINE": "django_tenants.postgresql_backend",
        "CONN_MAX_AGE": 600,
    }
}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_LIMIT_SET_CALLS = env.bool("STOCK_LIMIT_SET_CALLS", default=False)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
READER_LANGUAGES = ["ar", "es", "fr", "he", "ja", "zh-hans"]  # what the pages' own words ask for
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["inkstead.formats"]
USE_TZ = True
TIME_ZONE = "UTC"

# The same files under the same hashed names as Inkstead's `collectstatic` left them.
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = Path(os.environ["INKSTEAD_DATA"]) / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# What the pages say about the platform; kit.origins reads the last two.
PLATFORM_NAME = "Inkstead"
PLATFORM_HOST = env.str("PLATFORM_HOST", default="inkstead.localhost")
PUBLIC_SCHEME = "https"
PUBLIC_PORT = None
