"""A server on the internet. Every value that matters must be given; none has a default."""

from inkstead.settings.base import *

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
PLATFORM_HOST = env.str("PLATFORM_HOST")
BLOGS_DOMAIN = env.str("BLOGS_DOMAIN", default=PLATFORM_HOST)
# Custom domains are not known when the process starts: tenants.hosts refuses every unknown name.
ALLOWED_HOSTS = ["*"]
MEDIA_ROOT = env.str("MEDIA_ROOT")  # pictures: one folder that web servers and workers share
DATABASES = {"default": database(env.str("DATABASE_URL"))}
REDIS_URL = env.str("REDIS_URL")
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL)

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_CSP = {**SECURE_CSP, "upgrade-insecure-requests": []}

CSRF_COOKIE_SECURE = True
# smtp+tls://user:password@mail.example:587
_mail: dict[str, Any] = env.email_url("EMAIL_URL")
MAILERS = {
    "default": {
        "BACKEND": _mail["EMAIL_BACKEND"],
        "OPTIONS": {
            "host": _mail["EMAIL_HOST"],
            "port": _mail["EMAIL_PORT"],
            "username": _mail["EMAIL_HOST_USER"],
            "password": _mail["EMAIL_HOST_PASSWORD"],
            "use_tls": _mail.get("EMAIL_USE_TLS", False),
            "use_ssl": _mail.get("EMAIL_USE_SSL", False),
        },
    }
}
MAIL_FOLDER = None
