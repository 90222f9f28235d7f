"""The worker's part: make what readers get from what was uploaded.

In steps, so that no transaction is open while the storage is waited for or a picture is decoded:
read the row, encode in a process of its own, write the files, name them in the row. Killed in
between it is done again when the lease is over; files have names made of their bytes, so that
leaves no second ones.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from blog.actions.changed import blog_changed, stats_changed
from blog.actions.enqueue import enqueue
from blog.media import storage
from blog.media.clear import ON_ITS_WAY, forget_unless_named, sweep_later
from blog.media.keys import UPLOAD
from blog.media.models import Failure, Picture, Rendition, State
from blog.media.quiet import refine_later
from kit.failpoints import failpoint
from tenants.db.scope import TenantKey, tenant_transaction

logger = logging.getLogger(__name__)

PREPARE = "prepare_picture"
ENCODER = Path(__file__).with_name("encoder.py")
WALL_SECONDS = 60  # beside the limit on the processor's time, for a machine that is busy


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the encoder said: the files, or why there are none."""

    files: list[Rendition]
    bodies: list[bytes]
    width: int = 0
    height: int = 0
    failure: str = ""


def prepare_later(picture: Picture, *, again: bool = False) -> None:
    """Have `picture` made ready."""
    enqueue(PREPARE, f"{PREPARE} {picture.key}", {"key": picture.key}, again=again)


def prepare(tenant: TenantKey, payload: dict[str, Any]) -> Any:
    """Outside any transaction: encode one picture. Returns what `finish` takes, or None."""
    key = payload["key"]
    with tenant_transaction(tenant):
        picture = Picture.objects.filter(key=key, state=State.WAITING).first()
    if picture is None:
        return None
    outcome = run_encoder(read_or_nothing(tenant, key, UPLOAD), picture.kind)
    failpoint("media.encoded")
    keep_files(tenant, key, outcome)
    return outcome


def read_or_nothing(tenant: TenantKey, key: str, name: str) -> bytes:
    """A file, outside any transaction. Of one lost with its disk nothing: no encoder takes that."""
    try:
        return storage.read_of(tenant.id, key, name)
    except FileNotFoundError:
        return b""


def finish(payload: dict[str, Any], outcome: Outcome | None) -> None:
    """Inside the transaction that marks the work done: the row that names the files."""
    picture = Picture.objects.select_for_update().filter(key=payload["key"]).first()
    if picture is None or outcome is None or picture.state != State.WAITING:
        return
    if outcome.failure:
        picture.state, picture.failure = State.FAILED, outcome.failure
        picture.save(update_fields=["state", "failure"])
        return
    name_files(picture, outcome)
    picture.state, picture.failure = State.READY, ""
    picture.size = picture.bytes_kept
    picture.save()
    sweep_later([picture.key], wait=ON_ITS_WAY)  # of the upload, where `tidy_up` is killed
    refine_later()
    blog_changed()
    stats_changed()


def keep_files(tenant: TenantKey, key: str, outcome: Outcome) -> None:
    """Write the files of `outcome`, outside any transaction; from then on it says their names."""
    for file, body in zip(outcome.files, outcome.bodies, strict=True):
        file["f"] = storage.keep_file(key, file["w"], file["f"], body, of=tenant.id)
    failpoint("media.kept")


def name_files(picture: Picture, outcome: Outcome) -> None:
    """Name what was written in `picture`; saving it is the caller's."""
    picture.width, picture.height = outcome.width, outcome.height
    picture.renditions = sorted(outcome.files, key=lambda file: (file["w"], file["f"]))
    picture.refined = False


def tidy_up(tenant: TenantKey, payload: dict[str, Any], _left: None) -> None:
    """After the commit: the upload, with all that its camera wrote into it, is not needed again."""
    forget_unless_named(tenant, payload["key"], UPLOAD)


def run_encoder(data: bytes, kind: str, made: str = "both") -> Outcome:
    """Let a process with bounds of its own encode `data`; what ends it does not end this one.

    `made` is `both`, or `avif`.

    Raises RuntimeError when it fails by itself: then the installation is wrong, not the picture.
    """
    command = [sys.executable, "-I", str(ENCODER), kind, made]
    try:
        done = subprocess.run(  # noqa: S603  # our own program, and `kind` is from a fixed list
            command, input=data, capture_output=True, check=False, timeout=WALL_SECONDS, env={}
        )
    except subprocess.TimeoutExpired:
        return Outcome([], [], failure=Failure.TOO_MUCH)
    head, _, rest = done.stdout.partition(b"\n")
    if done.returncode > 0:
        raise RuntimeError(done.stderr.decode(errors="replace")[-1000:])
    if done.returncode:  # a limit, or the kernel, ended it
        logger.warning("The encoder of a %s was ended by signal %d", kind, -done.returncode)
        return Outcome([], [], failure=Failure.TOO_MUCH)
    answer: dict[str, Any] = json.loads(head)
    if "error" in answer:
        return Outcome([], [], failure=answer["error"])
    files = cast("list[Rendition]", answer["files"])
    return Outcome(files, _cut(rest, files), answer["width"], answer["height"])


def _cut(rest: bytes, files: list[Rendition]) -> list[bytes]:
    bodies, start = [], 0
    for file in files:
        bodies.append(rest[start : start + file["size"]])
        start += file["size"]
    return bodies
