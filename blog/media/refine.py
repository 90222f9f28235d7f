"""The worker's part at night: AVIF beside WebP, of one picture after the other.

Like all slow work it may be killed anywhere and is begun again: files have names made of their
bytes, and a picture's row names all of them or none. How many are made at once on one machine is
bounded, so that the worker's other hands stay free and its memory within bounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from blog.actions.changed import blog_changed, stats_changed
from blog.due import NotNow
from blog.media import storage
from blog.media.clear import ON_ITS_WAY, sweep_later
from blog.media.models import Picture, Rendition
from blog.media.quiet import refine_later, some_quiet_time, when_less_busy
from blog.media.work import Outcome, read_or_nothing, run_encoder
from kit.failpoints import failpoint
from kit.slots import slot
from tenants.db.scope import TenantKey, tenant_transaction
from tenants.models import Tenant
from tenants.plans.limits import fits

WORTH_IT = 0.9  # of what WebP takes, all widths together; more is not worth a second set of files
PAGES_EVERY = 20  # pictures after which kept pages are made anew, and after the last


@dataclass(frozen=True, slots=True)
class Refined:
    """AVIF of the file `source` of one picture, on a blog that may keep `most` bytes.

    `files` are those that lie in the storage already: none where they are not worth it.
    """

    key: str
    source: str
    files: list[Rendition]
    most: int | None


def refine(tenant: TenantKey, _payload: dict[str, Any]) -> Refined | None:
    """Outside any transaction: encode the next picture. None when there is none. Raises NotNow."""
    now = timezone.now()
    begin = some_quiet_time(now)
    if begin is None:
        return None
    if begin > now:
        raise NotNow(begin)
    with slot("avif", settings.MEDIA_AVIF_AT_ONCE) as free:
        if not free:
            raise NotNow(when_less_busy(now))
        return _next(tenant)


def _next(tenant: TenantKey) -> Refined | None:
    with tenant_transaction(tenant):
        picture = Picture.objects.all().to_refine().first()
    if picture is None:
        return None
    source = _source(picture)
    data = read_or_nothing(tenant, picture.key, source) if source else b""
    kind = "WEBP" if source and source.endswith(".webp") else "JPEG"
    outcome = run_encoder(data, kind, "avif")
    failpoint("media.refined")
    most = tenant.limits.storage_bytes if isinstance(tenant, Tenant) else None
    return Refined(picture.key, source or "", _written(tenant, picture, outcome), most)


def _source(picture: Picture) -> str | None:
    """The widest file: a WebP where the picture may be see-through, which a JPEG is not."""
    suffix = ".jpg" if picture.kind == "JPEG" else ".webp"
    files = [file for file in picture.renditions if file["f"].endswith(suffix)]
    return files[-1]["f"] if files else None


def _written(tenant: TenantKey, picture: Picture, outcome: Outcome) -> list[Rendition]:
    """The files, once they are in the storage; none where that is not worth it."""
    if not _is_worth_it(picture.renditions, outcome.files):
        return []
    for file, body in zip(outcome.files, outcome.bodies, strict=True):
        file["f"] = storage.keep_file(picture.key, file["w"], "avif", body, of=tenant.id)
        failpoint("media.refined_file")
    return outcome.files


def finish(payload: dict[str, Any], made: Refined | None) -> None:
    """Inside the transaction that marks the work done: the row, and the next turn.

    What was made in vain is swept away later.
    """
    if made is None:
        return
    named, goes_on = _name(made)
    left = Picture.objects.all().to_refine().count() if goes_on else 0
    if goes_on and left % PAGES_EVERY == 0:
        blog_changed()
    if left:
        refine_later(int(payload["turn"]) + 1)
    if made.files and not named:
        sweep_later([made.key], wait=ON_ITS_WAY)


def _name(made: Refined) -> tuple[bool, bool]:
    """Whether the files are named, and whether to go on: not where the plan has no room left."""
    picture = Picture.objects.select_for_update().filter(key=made.key).first()
    names = {file["f"] for file in picture.renditions} if picture else set()
    if picture is None or picture.refined or (made.source and made.source not in names):
        return False, True  # it was replaced meanwhile, or somebody was faster
    if made.files:
        stats_changed()
        if not _has_room(made):
            return False, False
    plain = [file for file in picture.renditions if not _is_avif(file)]
    picture.renditions = sorted([*plain, *made.files], key=lambda file: (file["w"], file["f"]))
    picture.refined, picture.size = True, picture.bytes_kept
    picture.save(update_fields=["renditions", "refined", "size"])
    return True, True


def _is_avif(file: Rendition) -> bool:
    return file["f"].endswith(".avif")


def _has_room(made: Refined) -> bool:
    """What nobody asked for takes no space of a plan that has none left."""
    more = sum(file["size"] for file in made.files)
    return made.most is None or fits(Picture.objects.all().counts()["size"], made.most, more=more)


def _is_worth_it(files: list[Rendition], avif: list[Rendition]) -> bool:
    """Whether each is there and together they are smaller enough than WebP of the same widths."""
    webp = {file["w"]: file["size"] for file in files if file["f"].endswith(".webp")}
    if not avif or not all(file["w"] in webp for file in avif):
        return False
    return sum(file["size"] for file in avif) <= WORTH_IT * sum(webp[file["w"]] for file in avif)
