"""docs/themes.md shows every theme and each kind of page, and stays light."""

from __future__ import annotations

import re

from PIL import Image

from blog.look.themes import THEMES
from tests.browser.album import FOLDER, SIGHTS, SUSPENDED
from tests.browser.album import THEMES as PICTURED
from tests.support.databases import ROOT

MOST_BYTES = 2_500_000


def test_every_theme_is_pictured() -> None:
    assert set(PICTURED) == set(THEMES)


def test_each_picture_is_there_and_shown() -> None:
    taken = {f"{theme}-{sight.name}.webp" for theme in THEMES for sight in (*SIGHTS, SUSPENDED)}
    shown = re.findall(r"\(img/themes/([^)]+)\)", (ROOT / "docs/themes.md").read_text())
    assert {path.name for path in FOLDER.iterdir()} == taken == set(shown)
    assert len(shown) == len(taken)


def test_they_are_pictures_and_light() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES
    for path in FOLDER.iterdir():
        with Image.open(path) as picture:
            assert picture.format == "WEBP"
            assert min(picture.size) >= 390
