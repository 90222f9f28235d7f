"""What the web server runs: static files on every host, then kept pages, then Django."""

from __future__ import annotations

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inkstead.settings.development")
django = get_wsgi_application()

from inkstead.static import StaticFiles  # noqa: E402  # settings come first
from tenants.due.hint import warm_up  # noqa: E402
from tenants.pagecache.front import PageCache  # noqa: E402

Thread(target=warm_up, name="warm-up", daemon=True).start()

application = StaticFiles(PageCache(django))
