"""What is true in every installation. A bad value in the environment stops the start."""

from pathlib import Path
from typing import Any

import environ
from django.utils.csp import CSP

ROOT = Path(__file__).resolve().parents[3]
env = environ.Env()
VERSION = "0.1.0"  # as in pyproject.toml

# --- who answers where -------------------------------------------------------------------------
PLATFORM_HOST: str = env.str("PLATFORM_HOST", default="inkstead.localhost")
BLOGS_DOMAIN: str = env.str("BLOGS_DOMAIN", default=PLATFORM_HOST)
PUBLIC_SCHEME = "https"
PUBLIC_PORT: int | None = None  # None: the scheme's own
# The host is decided by tenants.hosts, on every request; this is only Django's outer fence.
ALLOWED_HOSTS = [PLATFORM_HOST, f".{BLOGS_DOMAIN}"]
CONTACT_EMAIL: str = env.str("CONTACT_EMAIL", default=f"hello@{PLATFORM_HOST}")

# --- apps: what is shared, and what each blog has of its own ----------------------------------
SHARED_APPS = [
    "tenants",  # before django_tenants: its `migrate` is the one that runs
    "django_tenants",
    "tenants.discover",
    "tenants.archive",
    "tenants.many",
    "tenants.domains",
    "tenants.signups",
    "tenants.plans",
    "tenants.watch",
    "tenants.house",
    "tenants.visits",
    "tenants.erasures",
    "accounts",
    "journal",
    "inkstead",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.admin",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # the widgets' templates, which FORM_RENDERER looks for
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
TENANT_APPS = ["blog", "blog.contact", "blog.media"]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]

TENANT_MODEL = "tenants.Tenant"
TENANT_DOMAIN_MODEL = "tenants.Domain"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- the way of a request ---------------------------------------------------------------------
MIDDLEWARE = [
    "inkstead.middleware.timing.ServerTimingMiddleware",
    "accounts.middleware.CookieFilterMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "inkstead.middleware.headers.SecurityHeadersMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "tenants.middleware.HostMiddleware",
    "inkstead.middleware.input.PlainInputMiddleware",
    "accounts.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "inkstead.middleware.csrf.CsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "inkstead.middleware.size.BodySizeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tenants.house.middleware.HouseMiddleware",
    "tenants.visits.middleware.VisitMiddleware",
    "tenants.middleware.IdentityMiddleware",
    "tenants.middleware.TenantTransactionMiddleware",
]
ROOT_URLCONF = "inkstead.urls.blog"
PUBLIC_SCHEMA_URLCONF = "inkstead.urls.platform"
WSGI_APPLICATION = "inkstead.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": "django",
        "BACKEND": "inkstead.templating.TimedTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "inkstead.context.platform",
            ],
            "builtins": ["kit.tags.always", "kit.tags.markup"],
            "libraries": {"i18n": "kit.tags.i18n", "static": "kit.tags.static"},
        },
    }
]

# --- data -------------------------------------------------------------------------------------
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
ATOMIC_REQUESTS = False  # the tenant transaction does this, rendering included
TENANT_ROLES: bool = env.bool("TENANT_ROLES", default=True)
# Some engines take one statement at a time for what builds a schema (Citus does).
DB_STATEMENT_AT_A_TIME: bool = env.bool("DB_STATEMENT_AT_A_TIME", default=False)
# Schemas that stand ready for new blogs; the worker makes up to so many a minute.
SPARE_SCHEMAS: int = env.int("SPARE_SCHEMAS", default=20)
SPARES_PER_MINUTE: int = env.int("SPARES_PER_MINUTE", default=120)
# Schemas with a role and nothing in them yet, of which those are made.
BARE_SCHEMAS: int = env.int("BARE_SCHEMAS", default=100)
# `migrate`: how many blogs at once, how long to wait for one that is in use, and how often.
FLEET_CONNECTIONS: int = env.int("FLEET_CONNECTIONS", default=4)
FLEET_LOCK_TIMEOUT_MS: int = env.int("FLEET_LOCK_TIMEOUT_MS", default=1000)
FLEET_TRIES: int = env.int("FLEET_TRIES", default=6)
DB_POOL = {
    "min_size": 1,
    "max_size": env.int("DB_POOL_SIZE", default=16),
    "timeout": 10,
}
# A connection that has been to so many blogs, a fifth more or less, is closed and made anew: its
# backend remembers each one's tables, about 0.1 MB a blog. 0: never.
DB_CONNECTION_TENANTS: int = env.int("DB_CONNECTION_TENANTS", default=500)


def database(url: str, *, pool: bool = True) -> dict[str, Any]:
    """Django's DATABASES entry for one URL; raises ImproperlyConfigured on a malformed one."""
    config: dict[str, Any] = env.db_url_config(url)
    options = config.setdefault("OPTIONS", {})
    config["HOST"] = options.pop("host", config["HOST"])  # a socket's folder; dbshell reads HOST
    if pool:
        options["pool"] = DB_POOL
    return {**config, "ENGINE": "tenants.db", "CONN_MAX_AGE": 0}


# Sign-in limits live in Postgres, so that losing Redis opens no door (allauth counts in "default").
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "accounts.counters.CounterCache",
        "LOCATION": "inkstead_cache",
        # Beyond this the oldest by name go: with Django's 300 a guesser could flush the counters.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# Readers' pages in front of Django. Bytes a process may keep; 0: none.
PAGE_CACHE_BYTES: int = env.int("PAGE_CACHE_BYTES", default=64 * 1024 * 1024)
PAGE_CACHE_REDIS_SECONDS: int = env.int("PAGE_CACHE_REDIS_SECONDS", default=600)
# How long a CDN may keep one without asking; it must then be purged by its Surrogate-Key.
PAGE_CACHE_CDN_SECONDS: int = env.int("PAGE_CACHE_CDN_SECONDS", default=0)
# A folder that the proxy gives pages out of by itself, shared with it; empty: none.
PAGE_FILES_ROOT: str = env.str("PAGE_FILES_ROOT", default="")
PAGE_FILES_BYTES: int = env.int("PAGE_FILES_BYTES", default=1024 * 1024 * 1024)

# --- accounts ---------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["accounts.hashers.Argon2idHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LongEnough"},
    {"NAME": "accounts.passwords.NotTooLong"},
    {"NAME": "accounts.passwords.NotYourself"},
    {"NAME": "accounts.passwords.NotCommon"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "your_blogs"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"  # a banner, never a wall before the first post
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # here; everywhere else the raised epoch does it
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "120/h/ip,300/h/key",  # accounts and blogs made; the key is the network
    "application": "10/h/ip,40/h/key",  # who asks for an account; the same
    "application_letter": "2/d/key",  # letters to one e-mail about it
    "signup_known": "10/m/ip",  # tries with an e-mail that has an account
    "invite": "30/h/user",
    "domain": "30/h/user",  # domains added
    "contact": "10/h/ip,60/h/key",  # messages to blogs and to us; the key is who gets them
    "report": "10/h/ip,60/h/key",  # of pages; the key is the blog
    "account": "60/m/user",  # changes on the account page
    "export": "6/h/user",
    "closing": "10/h/user",
    "reopening": "10/h/ip",
    "refusal": "30/m/ip",  # refused sign-ins on blogs that are written down
}
# Searches, and in how many seconds, of one address in one blog; counted by each process. Whoever
# types without a pause asks some three times a second.
SEARCH_PACE: tuple[int, float] = (60, 20.0)
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
}
# Whoever fills the sign-up in faster is asked to send it once more.
SIGNUP_MIN_SECONDS: int = env.int("SIGNUP_MIN_SECONDS", default=2)
MFA_TOTP_TOLERANCE = 1  # one step back and one ahead, for clocks that differ (RFC 6238, 5.2)
MFA_ADAPTER = "accounts.mfa.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey is two factors: the thing, and its owner
MFA_TOTP_ISSUER = "Inkstead"
MFA_FORMS = {
    "authenticate": "accounts.mfa_forms.AuthenticateForm",
    "reauthenticate": "accounts.mfa_forms.ReauthenticateForm",
    "activate_totp": "accounts.mfa_forms.ActivateForm",
    "add_webauthn": "accounts.passkeys.forms.AddForm",
    "edit_webauthn": "accounts.passkeys.forms.RenameForm",
    "authenticate_webauthn": "accounts.passkeys.forms.SecondStepForm",
    "login_webauthn": "accounts.passkeys.forms.SignInForm",
    "reauthenticate_webauthn": "accounts.passkeys.forms.AgainForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXY_COUNT", default=0)

# --- cookies: host-only, never shared between hosts -------------------------------------------
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = "__Host-inkstead"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 24 * 3600
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "inkstead.views.errors.csrf_failure"
HANDOFF_COOKIE_NAME = "__Host-inkstead-handoff"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- headers ----------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "https:", "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Room for ten megabytes of text, so that a field may say itself that it is too much.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 40
MAX_BODY_BYTES = 64 * 1024 * 1024  # more is refused unread; a picture has 20 MB at most

# --- domains of people's own ---------------------------------------------------------------------
# What a CNAME names, and the addresses that A and AAAA records name; none: those of the former.
DOMAINS_TARGET: str = env.str("DOMAINS_TARGET", default=PLATFORM_HOST)
DOMAINS_ADDRESSES = [one.strip() for one in env.list("DOMAINS_ADDRESSES", default=[])]
# The resolvers to ask, with a port where it is not 53; none: the machine's own.
DNS_SERVERS = [one.strip() for one in env.list("DNS_SERVERS", default=[])]
# Where the worker reaches the proxy, to see whether a certificate works; empty: nobody looks.
EDGE_ADDRESS: str = env.str("EDGE_ADDRESS", default="")

# --- words and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]  # each in its own words
READER_LANGUAGES = [
    "ar",
    "es",
    "fr",
    "he",
    "ja",
    "zh-hans",
]  # of a blog's reader pages, those alone
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_NAME = "__Host-inkstead-language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
FORMAT_MODULE_PATH = ["inkstead.formats"]
USE_TZ = True
TIME_ZONE = "UTC"

# --- static files -----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    # Pictures, a folder for each blog in MEDIA_ROOT; the worker writes them, the web server reads.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"allow_overwrite": True, "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

MEDIA_QUIET_HOURS: str = env.str("MEDIA_QUIET_HOURS", default="1-5")  # UTC; when AVIF is made
MEDIA_AVIF_AT_ONCE: int = env.int("MEDIA_AVIF_AT_ONCE", default=1)  # on one machine

# --- one blog as a thing: backups, the trash ---------------------------------------------------
BACKUP_NIGHTLY = False
BACKUP_FROM_HOUR: int = env.int("BACKUP_FROM_HOUR", default=0)  # UTC
BACKUP_HOURS: int = env.int("BACKUP_HOURS", default=5)  # over which the blogs are spread
BACKUPS_AT_ONCE: int = env.int("BACKUPS_AT_ONCE", default=1)
BACKUP_KEEP_DAYS: int = env.int("BACKUP_KEEP_DAYS", default=7)
BACKUP_KEEP_WEEKS: int = env.int("BACKUP_KEEP_WEEKS", default=4)
BACKUP_KEEP_ASKED_DAYS: int = env.int("BACKUP_KEEP_ASKED_DAYS", default=30)
NEW_BLOGS_TRUSTED = False  # until an admin says otherwise, under Sign-up: spam begins with a blog
TRASH_DAYS: int = env.int("TRASH_DAYS", default=30)
REPLACED_DAYS: int = env.int("REPLACED_DAYS", default=7)  # what a restore replaced is kept so long


def backups(folder: Path) -> dict[str, Any]:
    """The storage `backups` in a folder of the machine, closed to others."""
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": folder,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


# --- work behind the scenes -------------------------------------------------------------------
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 2, "socket_connect_timeout": 1}
CELERY_TIMEZONE = "UTC"
PROVISIONING_DEADLINE_SECONDS = 300  # a blog that is not ready by then is swept away

# --- small print ------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default=f"Inkstead <hello@{PLATFORM_HOST}>")
SERVER_TIMING = False
DEVELOPMENT = False
TEST_RUNNER = "inkstead.test_runner.PytestRunner"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # looks for Django's CSRF class by name; ours is that class, made stricter
    "templates.W003",  # two libraries of kit.tags stand in for Django's, on purpose
]
HOST_CACHE_POLL_SECONDS = 0.5  # how often a process asks which blogs changed; 0: keep no hosts
