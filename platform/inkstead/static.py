"""Static files, in front of Django: they are the same on every host and ask no database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from wsgiref.headers import Headers

from django.conf import settings
from django.contrib.staticfiles import finders
from whitenoise import WhiteNoise

type StartResponse = Callable[..., Any]
type Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

HASHED = re.compile(r"\.[0-9a-f]{12}\.")  # as ManifestStaticFilesStorage names files


class StaticFiles(WhiteNoise):  # type: ignore[misc]  # whitenoise has no types
    """Serves STATIC_URL: from the apps' folders in development, else from STATIC_ROOT."""

    def __init__(self, application: Application) -> None:
        self.use_finders = getattr(settings, "WHITENOISE_USE_FINDERS", False)
        super().__init__(
            application,
            root=None if self.use_finders else settings.STATIC_ROOT,
            prefix=settings.STATIC_URL,
            autorefresh=self.use_finders,
            max_age=0 if self.use_finders else 60,
            allow_all_origins=False,
            immutable_file_test=_is_hashed,
            add_headers_function=_add_headers,
        )

    def candidate_paths_for_url(self, url: str) -> Iterator[str]:
        prefix = str(settings.STATIC_URL)
        if self.use_finders and url.startswith(prefix):
            found = finders.find(url.removeprefix(prefix))
            if isinstance(found, str):
                yield found


def _is_hashed(path: str, url: str) -> bool:
    return HASHED.search(url) is not None


def _add_headers(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if settings.SERVER_TIMING:
        headers["Server-Timing"] = "static"
