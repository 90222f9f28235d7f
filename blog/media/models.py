"""Pictures. One table of the tenant's schema; the files lie in the storage."""

from __future__ import annotations

from typing import ClassVar, NotRequired, TypedDict

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.media.keys import UPLOAD, new_key
from blog.media.querysets import PictureQuerySet
from blog.models.base import TenantModel
from blog.rendering.pictures import File, Shown

MAX_ALT_CHARS = 500
MAX_NAME_CHARS = 80  # as long as a slug


class State(models.TextChoices):
    """How far the worker is."""

    WAITING = "waiting", _("Being prepared")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Not usable")


class Failure(models.TextChoices):
    """Why the worker could not make anything of it."""

    BROKEN = "broken", _("The file is damaged: only part of the picture is in it.")
    TOO_MUCH = "too_much", _("The picture takes too much memory or time to prepare.")


class Rendition(TypedDict):
    """A file for readers: its width and height in pixels, name, and length in bytes."""

    w: int
    h: int
    f: str
    size: int


class Former(TypedDict):
    """What a picture was before another file took its place; its files are still there.

    `change` says which replacement that was, so that an Undo takes back no other one.
    """

    change: NotRequired[str]  # missing in rows of before there was one
    kind: str
    width: int
    height: int
    renditions: list[Rendition]


class Coming(TypedDict):
    """The file that is to take a picture's place: `file` is its name, `size` in bytes.

    One that could not be used has a `failure` instead, and is gone.
    """

    file: str
    kind: str
    size: int
    failure: str


class Picture(TenantModel):
    """One picture: who added it, what it shows, and the files made of it."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=MAX_NAME_CHARS)
    alt = models.CharField(_("alt text"), max_length=MAX_ALT_CHARS, blank=True)
    decorative = models.BooleanField(_("only decoration"), default=False)
    caption = models.CharField(_("caption"), max_length=MAX_ALT_CHARS, blank=True)
    kind = models.CharField(max_length=4, editable=False)
    width = models.IntegerField(editable=False)
    height = models.IntegerField(editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING, editable=False)
    failure = models.CharField(max_length=8, choices=Failure, blank=True, editable=False)
    renditions = models.JSONField(default=list, editable=False)  # list[Rendition]
    size = models.BigIntegerField(editable=False)  # bytes it takes in the storage
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by_id = models.UUIDField(null=True, editable=False)
    trashed_at = models.DateTimeField(null=True)
    # A new file for it: the one on its way, the one there was before, and since when.
    coming: models.JSONField[Coming | None, Coming | None] = models.JSONField(
        null=True, editable=False
    )
    former: models.JSONField[Former | None, Former | None] = models.JSONField(
        null=True, editable=False
    )
    replaced_at = models.DateTimeField(null=True, editable=False)
    # Whether due work looked whether AVIF makes it smaller.
    refined = models.BooleanField(default=False, db_default=False, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        indexes: ClassVar = [
            models.Index(F("created_at").desc(), F("id").desc(), name="picture_newest"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(width__gte=1, height__gte=1), name="picture_sides_from_1"
            ),
            models.CheckConstraint(condition=Q(size__gte=0), name="picture_size_from_0"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="picture_state_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where readers get it, whatever files there are: what stands in texts."""
        return f"/media/{self.key}/{self.name}.jpg"

    @property
    def markdown(self) -> str:
        """What puts it into a text."""
        caption = f' "{_quoted(self.caption)}"' if self.caption else ""
        return f"![{_bracketed(self.alt)}]({self.path}{caption})"

    @property
    def ready(self) -> bool:
        return self.state == State.READY

    @property
    def failed(self) -> bool:
        return self.state == State.FAILED

    @property
    def is_coming(self) -> bool:
        """Whether a new file for it is being prepared."""
        return self.coming is not None and not self.coming["failure"]

    @property
    def coming_failure(self) -> str:
        """Why the new file could not be used; empty where there is none, or it can."""
        failure = self.coming["failure"] if self.coming else ""
        return str(Failure(failure).label) if failure else ""

    @property
    def last_change(self) -> str:
        """Which replacement an Undo takes back: the one on its way, else the last that came.

        Empty where there is none, or none that has a name.
        """
        if self.coming:
            return self.coming["file"]
        return self.former.get("change", "") if self.former else ""

    def as_former(self, change: str) -> Former:
        """What is kept of it when `change` puts another file in its place."""
        return {
            "change": change,
            "kind": self.kind,
            "width": self.width,
            "height": self.height,
            "renditions": self.renditions,
        }

    @property
    def file_names(self) -> set[str]:
        """Of all files that it may have in the storage; the upload is gone once it is ready."""
        made = {file["f"] for file in [*self.renditions, *self._former_files]}
        coming = {self.coming["file"]} if self.is_coming and self.coming else set()
        return made | coming | (set() if self.ready else {UPLOAD})

    @property
    def bytes_kept(self) -> int:
        """What its files take, once it is ready: each once, whatever names it."""
        files: list[Rendition] = [*self.renditions, *self._former_files]
        made = {file["f"]: file["size"] for file in files}
        return sum(made.values()) + (self.coming["size"] if self.coming else 0)

    @property
    def _former_files(self) -> list[Rendition]:
        return self.former["renditions"] if self.former else []

    @property
    def described(self) -> bool:
        """Whether somebody said what it shows, or that there is nothing to say."""
        return bool(self.alt) or self.decorative

    @property
    def shown(self) -> Shown:
        """It as texts show it, once it is ready."""
        files = [File(r["f"], r["w"], r["h"]) for r in self.renditions]
        return Shown(f"/media/{self.key}/", tuple(files), "" if self.decorative else self.alt)

    @property
    def view(self) -> str:
        """The path of its largest file that every browser shows, which no other file ever has."""
        plain = [file["f"] for file in self.renditions if file["f"].endswith(".jpg")]
        return f"/media/{self.key}/{plain[-1]}" if plain else ""

    @property
    def thumbnail(self) -> str:
        """The path of its smallest file that every browser shows; empty before it is ready."""
        plain = (file["f"] for file in self.renditions if not file["f"].endswith(".avif"))
        smallest = next(plain, "")
        return f"/media/{self.key}/{smallest}" if smallest else ""


def _bracketed(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\[]*_`<&" else c for c in text)


def _quoted(text: str) -> str:
    return "".join(f"\\{c}" if c in '\\"&<' else c for c in text)
