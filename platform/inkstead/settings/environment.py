"""What production must find in the environment: all that is wrong is said at once, by name.

Values are never repeated in what it says: some are secrets. Only the standard library is imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

SECRET_CHARS = 50
PLACEHOLDERS = ("django-insecure", "build-", "only-for-tests", "changeme", "change-me", "secret")
HOST = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?"
)
MAIL = re.compile(r"[^@\s]+@[^@\s]+|.+ <[^@\s]+@[^@\s]+>")
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.+=-]*")
HOURS = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")
TRUE_OR_FALSE = {"1", "0", "true", "false", "on", "off", "yes", "no", "ok", "y", "n"}
LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR"}
FORMATS = {"json", "text"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One variable: whether `fits` likes its value, and how to say what is expected."""

    name: str
    fits: Callable[[str], bool]
    expected: str
    required: bool = False


class IncompleteEnvironment(Exception):
    """Not an ImproperlyConfigured: `manage.py help` and its like swallow those."""


def require(environ: Mapping[str, str]) -> None:
    """Raise IncompleteEnvironment that names every variable that is missing or bad."""
    found = list(problems(environ))
    if found:
        lines = "\n".join(f"  {line}" for line in found)
        raise IncompleteEnvironment(
            f"Inkstead cannot start: {len(found)} of its settings in the environment must be"
            f" mended (docs/operations.md explains each).\n{lines}"
        )


def forget_empty(environ: MutableMapping[str, str]) -> None:
    """An empty value is none: a line `NAME=` of an environment file means the default."""
    for wanted in WANTED:
        if not environ.get(wanted.name, "").strip():
            environ.pop(wanted.name, None)


def problems(environ: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each variable that is missing or bad, in the order of the documentation."""
    for wanted in WANTED:
        value = environ.get(wanted.name, "").strip()
        if not value and wanted.required:
            yield f"{wanted.name} is missing. Expected: {wanted.expected}."
        elif value and not wanted.fits(value):
            yield f"{wanted.name} cannot be used. Expected: {wanted.expected}."


def _is_secret(value: str) -> bool:
    lowered = value.lower()
    strange = lowered.startswith(PLACEHOLDERS) or len(set(value)) < 10
    return len(value) >= SECRET_CHARS and not strange


def _is_host(value: str) -> bool:
    return HOST.fullmatch(value) is not None


def _is_url(*schemes: str, path: bool = False) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        try:
            parts = urlsplit(value)
            _ = parts.port  # raises when it is no number
        except ValueError:
            return False
        named = len(parts.path) > 1 or "unix" in parts.scheme or not path
        somewhere = bool(parts.hostname or parts.path.strip("/") or "host=" in parts.query)
        return parts.scheme in schemes and named and somewhere

    return fits


def _is_smtp(value: str) -> bool:
    fits = _is_url("smtp", "smtps", "smtp+tls", "smtp+ssl")
    return fits(value) and bool(urlsplit(value).hostname)


def _is_number(least: int, most: int) -> Callable[[str], bool]:
    return lambda value: value.isdecimal() and least <= int(value) <= most


def _is_one_of(words: set[str]) -> Callable[[str], bool]:
    return lambda value: value in words


def _is_bucket(value: str) -> bool:
    return BUCKET.fullmatch(value) is not None


def _is_plain(value: str) -> bool:
    return PLAIN.fullmatch(value) is not None


def _are_hours(value: str) -> bool:
    """As blog.media.quiet reads them; a test compares."""
    found = HOURS.fullmatch(value)
    if found is None:
        return value == "never"
    first, last = map(int, found.groups())
    return first < 24 and last <= 24 and first != last


def _is_address(value: str) -> bool:
    try:
        ip_address(value)
    except ValueError:
        return False
    return True


def _are_addresses(value: str) -> bool:
    return all(_is_address(one.strip()) for one in value.split(","))


def _are_servers(value: str) -> bool:
    return all(_is_address(one.strip()) or _is_place(one.strip()) for one in value.split(","))


def _is_place(value: str) -> bool:
    host, colon, port = value.rpartition(":")
    return bool(host and colon) and _is_number(1, 65535)(port)


def _is_mail(value: str) -> bool:
    return MAIL.fullmatch(value) is not None


def _is_folder(value: str) -> bool:
    return Path(value).is_absolute()


def _is_boolean(value: str) -> bool:
    return value.lower() in TRUE_OR_FALSE


BOOLEAN = "1 or 0"
WANTED = (
    Wanted(
        "SECRET_KEY", _is_secret,
        f"{SECRET_CHARS} random characters or more, no placeholder; deploy/secret prints some",
        required=True,
    ),
    Wanted(
        "PLATFORM_HOST", _is_host,
        "a host name in lower case such as example.com, without https://, port or slash",
        required=True,
    ),
    Wanted("BLOGS_DOMAIN", _is_host, "a host name like that of PLATFORM_HOST"),
    Wanted("DOMAINS_TARGET", _is_host, "a host name like that of PLATFORM_HOST"),
    Wanted("DOMAINS_ADDRESSES", _are_addresses, "IP addresses with commas between them"),
    Wanted("DNS_SERVERS", _are_servers, "IP addresses of resolvers, with commas between them"),
    Wanted("EDGE_ADDRESS", _is_place, "a host or address with its port, such as 127.0.0.1:443"),
    Wanted(
        "DATABASE_URL", _is_url("postgres", "postgresql", path=True),
        "postgres://user:password@host:5432/name",
        required=True,
    ),
    Wanted(
        "REDIS_URL", _is_url("redis", "rediss", "unix"), "redis://host:6379/0", required=True
    ),
    Wanted(
        "CELERY_BROKER_URL", _is_url("redis", "rediss", "redis+socket"), "redis://host:6379/1"
    ),
    Wanted(
        "EMAIL_URL", _is_smtp, "smtp+tls://user:password@mail.example:587", required=True
    ),
    Wanted("MEDIA_ROOT", _is_folder, "an absolute path, /var/lib/inkstead/media by default"),
    Wanted("MEDIA_S3_BUCKET", _is_bucket, "the name of a bucket, instead of MEDIA_ROOT"),
    Wanted("MEDIA_S3_ENDPOINT", _is_url("http", "https"), "https://s3.example.com"),
    Wanted("MEDIA_S3_REGION", _is_plain, "the name of a region, such as eu-central-1"),
    Wanted("MEDIA_S3_KEY", _is_plain, "the id of an access key"),
    Wanted("MEDIA_S3_SECRET", bool, "the secret of that key"),
    Wanted("MEDIA_S3_PREFIX", _is_plain, "a folder of the bucket, such as pictures"),
    Wanted("MEDIA_QUIET_HOURS", _are_hours, "hours in UTC such as 1-5 or 22-4, or never"),
    Wanted("MEDIA_AVIF_AT_ONCE", _is_number(1, 100), "a number from 1 to 100"),
    Wanted("BACKUP_ROOT", _is_folder, "an absolute path, where backups of single blogs go"),
    Wanted("BACKUP_NIGHTLY", _is_boolean, BOOLEAN),
    Wanted("BACKUP_FROM_HOUR", _is_number(0, 23), "an hour from 0 to 23, in UTC"),
    Wanted("BACKUP_HOURS", _is_number(0, 24), "a number of hours, 0 to 24"),
    Wanted("BACKUPS_AT_ONCE", _is_number(1, 100), "a number from 1 to 100"),
    Wanted("BACKUP_KEEP_DAYS", _is_number(1, 1000), "a number of days"),
    Wanted("BACKUP_KEEP_WEEKS", _is_number(0, 1000), "a number of weeks"),
    Wanted("BACKUP_KEEP_ASKED_DAYS", _is_number(1, 1000), "a number of days"),
    Wanted("TRASH_DAYS", _is_number(1, 1000), "a number of days"),
    Wanted("REPLACED_DAYS", _is_number(1, 1000), "a number of days"),
    Wanted("STATIC_ROOT", _is_folder, "an absolute path, where collectstatic puts its files"),
    Wanted("TRUSTED_PROXY_COUNT", _is_number(0, 10), "a number from 0 to 10; 1 behind one proxy"),
    Wanted("DB_POOL_SIZE", _is_number(1, 1000), "a number from 1 to 1000"),
    Wanted(
        "DB_CONNECTION_TENANTS", _is_number(0, 1_000_000), "a number of blogs, 0 to keep it open"
    ),
    Wanted("SIGNUP_MIN_SECONDS", _is_number(0, 60), "a number of seconds, 0 for none"),
    Wanted("PAGE_CACHE_BYTES", _is_number(0, 10**12), "a number of bytes, 0 to keep no pages"),
    Wanted("PAGE_CACHE_REDIS_SECONDS", _is_number(0, 10**6), "a number of seconds"),
    Wanted("PAGE_CACHE_CDN_SECONDS", _is_number(0, 10**6), "a number of seconds"),
    Wanted("PAGE_FILES_ROOT", _is_folder, "an absolute path, which the proxy sees as well"),
    Wanted("PAGE_FILES_BYTES", _is_number(10**6, 10**13), "a number of bytes, a million or more"),
    Wanted("TENANT_ROLES", _is_boolean, BOOLEAN),
    Wanted("DB_STATEMENT_AT_A_TIME", _is_boolean, BOOLEAN),
    Wanted("SPARE_SCHEMAS", _is_number(0, 10_000), "a number from 0 to 10000"),
    Wanted("BARE_SCHEMAS", _is_number(0, 10_000), "a number from 0 to 10000"),
    Wanted("SPARES_PER_MINUTE", _is_number(1, 10_000), "a number from 1 to 10000"),
    Wanted("FLEET_CONNECTIONS", _is_number(1, 100), "a number from 1 to 100"),
    Wanted("FLEET_LOCK_TIMEOUT_MS", _is_number(1, 600_000), "a number of milliseconds"),
    Wanted("FLEET_TRIES", _is_number(1, 100), "a number from 1 to 100"),
    Wanted("SECURE_SSL_REDIRECT", _is_boolean, BOOLEAN),
    Wanted("SECURE_HSTS_SECONDS", _is_number(0, 10**9), "a number of seconds, 0 for none"),
    Wanted("CONTACT_EMAIL", _is_mail, "an e-mail address"),
    Wanted("DEFAULT_FROM_EMAIL", _is_mail, "an e-mail address, or Name <address>"),
    Wanted("LOG_LEVEL", _is_one_of(LEVELS), "DEBUG, INFO, WARNING or ERROR"),
    Wanted("LOG_FORMAT", _is_one_of(FORMATS), "json or text"),
)  # fmt: skip
