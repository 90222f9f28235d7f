"""The demo's pictures, drawn here: no file of anybody's is in them."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from io import BytesIO
from math import sin

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 1000
FINER = 2  # drawn larger and made smaller, so that edges are smooth


@cache
def drawn(name: str) -> bytes:
    """The picture of that name, as a JPEG. Raises KeyError."""
    image = DRAWINGS[name]().resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    out = BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


def pencil() -> Image.Image:
    """A pencil across a ruled page, in the evening."""
    width, height = WIDTH * FINER, HEIGHT * FINER
    image = _slope((252, 246, 232), (232, 219, 190), width, height)
    page = ImageDraw.Draw(image)
    for y in range(240, height, 170):
        page.line((0, y, width, y), fill=(193, 205, 212), width=4)
    page.line((420, 0, 420, height), fill=(214, 150, 138), width=5)
    shade = Image.new("L", image.size, 0)
    _pencil(ImageDraw.Draw(shade), 40, 60, [90] * 4)
    shade = shade.filter(ImageFilter.GaussianBlur(26))
    image.paste((96, 78, 52), mask=shade)
    _pencil(page, 0, 0, [(190, 72, 44), (164, 55, 33), (230, 197, 150), (44, 40, 38)])
    return image


def _pencil(
    draw: ImageDraw.ImageDraw, dx: int, dy: int, fills: list[tuple[int, ...] | int]
) -> None:
    light, dark, wood, lead = fills
    for points, fill in (
        (((860, 1610), (2820, 480), (2870, 566), (910, 1696)), light),
        (((910, 1696), (2870, 566), (2910, 636), (950, 1766)), dark),
        (((860, 1610), (950, 1766), (640, 1838)), wood),
        (((712, 1785), (742, 1814), (640, 1838)), lead),
        (((2820, 480), (2910, 636), (3010, 578), (2920, 422)), lead),
    ):
        draw.polygon([(x + dx, y + dy) for x, y in points], fill=fill)


def snow() -> Image.Image:
    """Hills in the snow at night, with one lit window."""
    width, height = WIDTH * FINER, HEIGHT * FINER
    image = _slope((22, 32, 58), (98, 116, 148), width, height)
    draw, chance = ImageDraw.Draw(image), random.Random(7)  # noqa: S311  # the same each time
    draw.ellipse((2380, 220, 2640, 480), fill=(240, 236, 220))
    for base, swing, fill in (
        (1180, 170, (70, 86, 118)),
        (1420, 120, (122, 140, 170)),
        (1640, 90, (214, 222, 234)),
    ):
        hills = [
            (x, base + swing * sin(x / (330 + base / 4) + base)) for x in range(0, width + 9, 8)
        ]
        draw.polygon([(0, height), *hills, (width, height)], fill=fill)
    draw.polygon(
        [(1010, 1545), (1010, 1290), (1130, 1190), (1250, 1290), (1250, 1545)], (38, 40, 56)
    )
    draw.polygon([(980, 1310), (1130, 1180), (1280, 1310), (1130, 1222)], fill=(236, 240, 246))
    draw.rectangle((1096, 1330, 1164, 1410), fill=(255, 208, 120))
    for _ in range(700):
        x, y, r = chance.randrange(width), chance.randrange(height), chance.choice((2, 3, 3, 5, 7))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(240, 244, 250))
    return image


def _slope(top: tuple[int, ...], bottom: tuple[int, ...], width: int, height: int) -> Image.Image:
    grey = Image.linear_gradient("L").resize((width, height))
    bands = [
        grey.point([round(a + (b - a) * value / 255) for value in range(256)])
        for a, b in zip(top, bottom, strict=True)
    ]
    return Image.merge("RGB", bands)


DRAWINGS: dict[str, Callable[[], Image.Image]] = {"pencil": pencil, "snow": snow}
