"""Absolute addresses, made from the Domain row and settings, never from a Host header."""

from __future__ import annotations

from django.conf import settings


def origin(host: str) -> str:
    """`https://host`, with the port where this installation has one of its own."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return f"{settings.PUBLIC_SCHEME}://{host}{port}"


def platform_url(path: str = "/") -> str:
    """An absolute address on the platform's host."""
    return origin(settings.PLATFORM_HOST) + path


def blog_url(host: str, path: str = "/") -> str:
    """An absolute address on a blog's host."""
    return origin(host) + path
