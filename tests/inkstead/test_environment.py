"""What production takes from the environment, and what it refuses."""

from __future__ import annotations

import pytest

from inkstead.settings.environment import IncompleteEnvironment, forget_empty, problems, require
from tests.inkstead.test_production import GIVEN

BAD = [
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "django-insecure-" + GIVEN["SECRET_KEY"]),
    ("SECRET_KEY", "x" * 60),
    ("PLATFORM_HOST", "https://example.com"),
    ("PLATFORM_HOST", "example.com:443"),
    ("PLATFORM_HOST", "example.com/"),
    ("PLATFORM_HOST", "Example.com"),
    ("PLATFORM_HOST", "example"),
    ("PLATFORM_HOST", "192.168.0.1"),
    ("BLOGS_DOMAIN", "*.example.com"),
    ("DATABASE_URL", "inkstead"),
    ("DATABASE_URL", "mysql://inkstead@localhost/inkstead"),
    ("DATABASE_URL", "postgres://inkstead@localhost"),
    ("DATABASE_URL", "postgres://inkstead@localhost:many/inkstead"),
    ("REDIS_URL", "localhost:6379"),
    ("EMAIL_URL", "consolemail://"),
    ("EMAIL_URL", "smtp://"),
    ("MEDIA_ROOT", "media"),
    ("MEDIA_S3_BUCKET", "s3://pictures"),
    ("MEDIA_S3_ENDPOINT", "s3.example.com"),
    ("MEDIA_S3_PREFIX", "/pictures"),
    ("MEDIA_QUIET_HOURS", "at night"),
    ("MEDIA_QUIET_HOURS", "5-5"),
    ("MEDIA_QUIET_HOURS", "24-1"),
    ("TRUSTED_PROXY_COUNT", "-1"),
    ("TRUSTED_PROXY_COUNT", "one"),
    ("DB_POOL_SIZE", "0"),
    ("DOMAINS_TARGET", "203.0.113.7"),
    ("DOMAINS_ADDRESSES", "203.0.113.7, example.com"),
    ("DNS_SERVERS", "resolver"),
    ("EDGE_ADDRESS", "caddy"),
    ("EDGE_ADDRESS", "caddy:https"),
    ("TENANT_ROLES", "perhaps"),
    ("SECURE_HSTS_SECONDS", "soon"),
    ("CONTACT_EMAIL", "nobody"),
    ("LOG_LEVEL", "loud"),
]
GOOD = [
    ("DATABASE_URL", "postgresql://inkstead:pa%40ss@db.example:5432/inkstead"),
    ("DATABASE_URL", "postgres://inkstead@/inkstead?host=/run/postgresql"),
    ("REDIS_URL", "unix:///run/redis.sock?db=0"),
    ("REDIS_URL", "rediss://:word@cache.example:6380/0"),
    ("EMAIL_URL", "smtp://127.0.0.1:25"),
    ("EMAIL_URL", "smtp+ssl://user:word@mail.example:465"),
    ("DEFAULT_FROM_EMAIL", "Inkstead <hello@example.com>"),
    ("BLOGS_DOMAIN", "xn--bcher-kva.example"),
    ("MEDIA_S3_BUCKET", "inkstead-pictures.eu"),
    ("MEDIA_S3_ENDPOINT", "http://127.0.0.1:9000"),
    ("MEDIA_QUIET_HOURS", "22-4"),
    ("MEDIA_QUIET_HOURS", "0-24"),
    ("MEDIA_QUIET_HOURS", "never"),
    ("DOMAINS_ADDRESSES", "203.0.113.7, 2001:db8::7"),
    ("DNS_SERVERS", "127.0.0.1:5353, 2001:db8::53, [2001:db8::53]:5353"),
    ("EDGE_ADDRESS", "[::1]:443"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_named_and_not_repeated(name: str, value: str) -> None:
    (found,) = problems(GIVEN | {name: value})
    assert found.startswith(f"{name} cannot be used. Expected: ")


@pytest.mark.parametrize(("name", "value"), GOOD)
def test_a_good_value_is_taken(name: str, value: str) -> None:
    assert list(problems(GIVEN | {name: value})) == []


def test_all_is_said_in_one_message() -> None:
    with pytest.raises(IncompleteEnvironment) as caught:
        require({})
    for name in ("SECRET_KEY", "PLATFORM_HOST", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
        assert f"{name} is missing" in str(caught.value)


def test_empty_values_are_forgotten() -> None:
    environ = {"BLOGS_DOMAIN": " ", "LOG_LEVEL": "", "PATH": ""}
    forget_empty(environ)
    assert environ == {"PATH": ""}
