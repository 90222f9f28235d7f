"""Photographs through the worker: how many a second, and how much memory that takes.

Twenty different ones of 12 megapixels, as a telephone writes them, each made into eight files. The
worker is the one that `make run` starts: two processes, and a child for each picture.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from bench.figures import Figure
from bench.stage import Stage
from blog.media.actions.add_picture import add_pictures
from blog.media.models import Picture, State
from blog.media.quiet import refine_later
from blog.media.storing import stored
from blog.media.upload import take
from blog.media.work import run_encoder
from inkstead.devstack.processes import Process, stop_all
from tenants.actions.create_tenant import create_tenant
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tenants.provisioning.provision import provision

PHOTOS = 20
ALONE = 5
SIZE = (4000, 3000)
MOST_SECONDS = 1.0  # a picture
MOST_MEBIBYTES = 400
WAIT = 120.0
LOOK_EVERY = 0.1


def photos(stage: Stage) -> Iterator[Figure]:
    """From the first picture taken up to the last one ready."""
    tenant, owner = _blog()
    worker, beat = stage.start("worker", MEDIA_QUIET_HOURS="never"), stage.start("beat")
    _add(tenant, owner, 1)
    _until_ready(tenant, 1)  # the worker has started, and has imported what it needs
    watch = _Watch(worker)
    with watch:
        _add(tenant, owner, PHOTOS)
        start = time.perf_counter()
        _until_ready(tenant, 1 + PHOTOS)
        took = time.perf_counter() - start
    stop_all([beat, worker])
    yield Figure(
        name="prepare one photo of 12 MP",
        value=took / PHOTOS,
        unit="s",
        n=PHOTOS,
        at_most=MOST_SECONDS,
    )
    yield Figure(
        name="processor time for one photo of 12 MP", value=_processor_time(), unit="s", n=ALONE
    )
    yield Figure(
        name="worker's memory while preparing photos, peak",
        value=watch.peak / 1024**2,
        unit="MiB",
        n=watch.looks,
        at_most=MOST_MEBIBYTES,
    )
    yield from _avif(stage, tenant)


class _Watch:
    """Adds up the memory of a process and all below it, ten times a second.

    Counted is PSS: of pages that several of them share, each its part.
    """

    def __init__(self, process: Process) -> None:
        self.pid = process.running.pid if process.running else 0
        self.peak = self.looks = 0
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(LOOK_EVERY):
            self.peak = max(self.peak, sum(map(_bytes_of, _family(self.pid))))
            self.looks += 1


def _family(pid: int) -> list[int]:
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended
    family = [pid]
    for member in family:
        family += [child for child, parent in parents.items() if parent == member]
    return family


def _bytes_of(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _processor_time() -> float:
    """What one costs by itself, whatever else the machine does."""
    data = _photo(0)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(ALONE):
        run_encoder(data, "JPEG")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / ALONE


def _avif(stage: Stage, tenant: Tenant) -> Iterator[Figure]:
    """The same photographs at night, from the first AVIF begun up to the last one kept."""
    settings.MEDIA_QUIET_HOURS = "0-24"  # for what is left to the worker here
    worker, beat = stage.start("worker", MEDIA_QUIET_HOURS="0-24"), stage.start("beat")
    watch = _Watch(worker)
    with watch:
        start = time.perf_counter()
        with tenant_transaction(tenant):
            refine_later()
        _until(tenant, {"refined": True}, 1 + PHOTOS)
        took = time.perf_counter() - start
    stop_all([beat, worker])
    yield Figure(name="make AVIF of one photo, at night", value=took / PHOTOS, unit="s", n=PHOTOS)
    yield Figure(
        name="worker's memory while making AVIF, peak",
        value=watch.peak / 1024**2,
        unit="MiB",
        n=watch.looks,
        at_most=MOST_MEBIBYTES,
    )


def _blog() -> tuple[Tenant, User]:
    owner = User.objects.create_user("photos@bench.example")
    tenant = create_tenant(by=owner, name="Photos", address="photos")
    provision(tenant.id)
    tenant.refresh_from_db()
    return tenant, owner


def _add(tenant: Tenant, owner: User, count: int) -> None:
    """All in one transaction, so that the worker begins when the last is there."""
    taken = [take(_file(number)) for number in range(count)]
    with tenant_transaction(tenant), stored(*taken) as files:
        add_pictures(files, by=owner)


def _file(number: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"photo {number}.jpg", _photo(number))


def _photo(number: int) -> bytes:
    """Clouds and grain: about as hard to compress as what a telephone takes, 3 to 4 MB."""
    coarse = Image.effect_noise((40, 30), 90).resize(SIZE, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(SIZE, 8 + number % 5)
    slope = Image.linear_gradient("L").resize(SIZE)
    bands = (Image.blend(coarse, grain, 0.4), Image.blend(slope, grain, 0.4), coarse)
    out = BytesIO()
    Image.merge("RGB", bands).save(out, "JPEG", quality=88)
    return out.getvalue()


def _until_ready(tenant: Tenant, count: int) -> None:
    _until(tenant, {"state": State.READY}, count)


def _until(tenant: Tenant, are: dict[str, object], count: int) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with tenant_transaction(tenant):
            if Picture.objects.filter(**are).count() == count:
                return
        time.sleep(LOOK_EVERY)
    raise RuntimeError(f"The pictures are not ready after {WAIT:.0f} s.")
