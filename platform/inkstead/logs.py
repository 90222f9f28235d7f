"""Log lines as JSON, one object a line, for whoever gathers what processes print."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest

from kit.tokens import without_tokens


class JsonLines(logging.Formatter):
    """Keys: time, level, logger, message; of a request method, host, path, id; of an error trace.

    Never a query, a header or a body: they may hold what signs somebody in.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_tokens(record.getMessage()),
        }
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            line |= _about(request)
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _about(request: HttpRequest) -> dict[str, Any]:
    about = {
        "method": request.method,
        "host": request.META.get("HTTP_HOST", ""),
        "path": without_tokens(request.path),
        "request_id": request.headers.get("X-Request-Id", "")[:64],
    }
    return {name: value for name, value in about.items() if value}


def logging_config(*, level: str, form: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard output, as `form` (json or text) says."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": JsonLines},
            "text": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": form,
            }
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},  # no letters to admins
            "celery": {"level": "WARNING"},  # else two lines for each tick
            "celery.beat": {"level": "WARNING"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }
