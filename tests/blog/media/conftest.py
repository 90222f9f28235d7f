"""Alice's blog, with short ways to send it pictures and to let the worker work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.blog.media.drawing import picture as drawn
from tests.blog.studio.conftest import House, house, member, outsider

if TYPE_CHECKING:
    from pathlib import Path

    from blog.media.models import Picture

__all__ = ["house", "member", "outsider"]

type Add = Callable[..., Picture]


@pytest.fixture(autouse=True)
def media_root(tmp_path: Path, settings: Any) -> Path:
    """A folder for this test's files."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


def work() -> None:
    """Let the worker do all that is due."""
    from tenants.due.run import run_due

    while run_due():
        pass


@pytest.fixture
def add(house: House) -> Add:
    """`add(data, name="harbour.jpg", ready=True) -> Picture` on Alice's blog."""
    from blog.media.actions.add_picture import add_picture
    from blog.media.models import Picture
    from blog.media.storing import stored
    from blog.media.upload import take

    def make(
        data: bytes | None = None, name: str = "harbour.jpg", *, ready: bool = True, by: Any = None
    ) -> Picture:
        file = SimpleUploadedFile(name, data if data is not None else drawn())
        with house.inside(), stored(take(file)) as (kept,):
            row = add_picture(kept, by=by or house.owner)
        if ready:
            work()
        with house.inside():
            return Picture.objects.get(pk=row.pk)

    return make


type Sweep = Callable[..., None]


@pytest.fixture
def sweep(house: House, monkeypatch: pytest.MonkeyPatch) -> Sweep:
    """`sweep(*keys)`, or of the whole blog: as when all that nothing names is old enough to go."""
    from blog.media import clear

    def later(*keys: str) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(clear, "ON_ITS_WAY", timedelta(0))
            patch.setattr(clear, "A_DAY", timedelta(0))
            with house.inside():
                clear.sweep_later(keys, whole=not keys)
            work()

    return later


def file(data: bytes, name: str = "harbour.jpg") -> BytesIO:
    """A file for the test client to send."""
    sent = BytesIO(data)
    sent.name = name
    return sent
