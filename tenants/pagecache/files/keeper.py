"""Whoever keeps the folder of pages true: one process a machine, beside the proxy.

It learns of changes as every process does, by `tenants.directory`: within half a second of a
commit the blog's pages lead nowhere. Nothing is ever deleted in time: a link goes, the rest later.
"""

from __future__ import annotations

import fcntl
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import DatabaseError, connection

from tenants.directory import Directory
from tenants.house.now import house
from tenants.models import State
from tenants.pagecache.files.place import Place, Site
from tenants.pagecache.files.sweep import sweep
from tenants.pagecache.front import STALE_SECONDS
from tenants.pagecache.release import release

logger = logging.getLogger(__name__)

TICK_SECONDS = 0.1
LEASE_SECONDS = 2  # so long a page is given out that nobody vouches for any more
SWEEP_SECONDS = 10.0
SWEEP_SHARE = 20  # a look round may take a twentieth of the time
EARLY_SECONDS = 0.3  # a page that ends is left to Django a little before


class Keeper:
    """Links what is true, for as long as it is."""

    def __init__(self, root: Path, hosts: Directory | None = None) -> None:
        self.place = Place(root)
        self.hosts = hosts or Directory()
        self._sites: dict[str, Site] = {}
        self._leased: set[int] = set()
        self._over = threading.Event()
        self._failed = False

    def run(self, until: Callable[[], bool] = lambda: False) -> None:
        """Keep the folder until told to stop; wait first while somebody else keeps it.

        Raises OSError when there can be no such folder.
        """
        self.place.root.mkdir(mode=0o755, parents=True, exist_ok=True)
        with (self.place.root / "keeper.lock").open("a") as lock:
            if not _alone(lock, until):
                return
            self.place.make_empty()
            sweeper = threading.Thread(target=self._sweep_forever, name="sweep", daemon=True)
            sweeper.start()
            while not until():
                self._try_tick()
                time.sleep(TICK_SECONDS)
            self._over.set()
            self._lease(())
            sweeper.join()

    def _try_tick(self) -> None:
        """What could not be linked is not found, and what was vouched for ends by itself."""
        try:
            self.tick()
            self._failed = False
        except OSError as error:
            if not self._failed:
                logger.warning("Could not keep the folder of pages; Django serves them: %s", error)
            self._failed = True

    def tick(self) -> None:
        """Take down what is not true any more, put up what is new, and vouch for the rest."""
        if not self._vouches():
            self._lease(())
            return
        for host in [host for host, site in self._sites.items() if not self._is_true(site)]:
            self.place.unlink(f"live/{host}")
            del self._sites[host]
        self._welcome()
        now = int(time.time())
        self._lease(range(now, now + LEASE_SECONDS + 1))

    def _vouches(self) -> bool:
        """Whether what is known of the blogs is fresh, or the last for as long as it may be.

        While the house is closed nobody vouches for anything: Django answers.
        """
        if house.is_closed:
            return False
        _, unsure_for = self.hosts.known("")
        return not unsure_for or (self.hosts.is_away and unsure_for < STALE_SECONDS)

    def _is_true(self, site: Site) -> bool:
        """Whether the process knows the site's blog as open, and at that very version."""
        if site.until is not None and site.until - EARLY_SECONDS <= time.time():
            return False
        ref, _ = self.hosts.known(site.host)
        return (
            ref is not None
            and ref.state == State.READY
            and (str(ref.id), ref.version) == (site.tenant_id, site.version)
        )

    def _welcome(self) -> None:
        for path, site in self.place.announced():
            if site is not None and site.release == release():
                try:
                    self._hear_of(site)
                except DatabaseError:
                    connection.close()
                    return  # they wait
                self._put_up(site)
            path.unlink(missing_ok=True)

    def _hear_of(self, site: Site) -> None:
        """Whoever wrote may have heard of a change before the next poll: then ask now.

        A site is announced once. Were it passed over here, nothing of it would ever be found.
        """
        ref = self.hosts.lookup(site.host)
        if ref is not None and (str(ref.id), ref.version) != (site.tenant_id, site.version):
            self.hosts.forget(site.host)
            self.hosts.lookup(site.host)

    def _put_up(self, site: Site) -> None:
        if self._is_true(site):
            self.place.link(f"live/{site.host}", f"../{site.path}")
            self._sites[site.host] = site

    def _lease(self, seconds: range | tuple[()]) -> None:
        wanted = set(seconds)
        for second in self._leased - wanted:
            self.place.unlink(f"lease/{second}")
        for second in wanted - self._leased:
            self.place.link(f"lease/{second}", "../live")
        self._leased = wanted

    def _sweep_forever(self) -> None:
        while True:
            begun = time.monotonic()
            try:
                sweep(self.place, settings.PAGE_FILES_BYTES)
            except OSError as error:
                logger.warning("Could not look round the folder of pages: %s", error)
            took = time.monotonic() - begun
            if self._over.wait(max(SWEEP_SECONDS, took * SWEEP_SHARE)):
                return


def _alone(lock: IO[str], until: Callable[[], bool]) -> bool:
    """Wait for the folder's lock: the next keeper takes over when this one ends. False: stopped."""
    while not until():
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(TICK_SECONDS)
        else:
            return True
    return False
