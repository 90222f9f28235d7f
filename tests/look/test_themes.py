"""Every theme is held to the same rules. Who adds one runs this, and tests/browser/test_look.py."""

from __future__ import annotations

import re

import pytest

from blog.look.colours import contrast
from blog.look.themes import THEMES, Theme, theme_named
from blog.rendering.highlight import PALETTE
from tests.look.sheets import PAIR, STATIC, colours, css, tokens

TEMPLATES = STATIC.parent / "templates"
WORDS, SIGNS = 4.5, 3.0  # WCAG 2.2: 1.4.3, and 1.4.11 for controls and the focus ring
TOKENS = {
    "bg", "surface", "text", "muted", "accent", "visited", "control", "focus", "rule",
    "body", "heads", "ui", "size", "lead", "h1", "h2", "bold", "track", "measure", "radius",
}  # fmt: skip

every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
both_sides = pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])


@every_theme
def test_it_has_every_token_and_no_other(theme: Theme) -> None:
    assert set(tokens(theme.key)) == TOKENS


@every_theme
@both_sides
def test_words_can_be_read(theme: Theme, side: int) -> None:
    here = colours(theme.key, side)
    pairs = {
        f"{words} on {ground}": contrast(here[words], here[ground])
        for words in ("text", "muted", "accent", "visited")
        for ground in ("bg", "surface")
    }
    pairs["a button's words"] = contrast(here["bg"], here["accent"])
    pairs |= {f"code {kind}": contrast(c[side], here["surface"]) for kind, c in PALETTE.items()}
    assert {name: ratio for name, ratio in pairs.items() if ratio < WORDS} == {}


@every_theme
@both_sides
def test_marked_words_can_be_read(theme: Theme, side: int) -> None:
    marked = re.search(r"mark \{ background: ([^;]+);", css("prose.css"))
    assert marked
    pair = PAIR.fullmatch(marked[1])
    assert pair
    here = colours(theme.key, side)
    assert contrast(here["text"], pair[side + 1]) >= WORDS
    assert ".prose mark a { color: inherit }" in css("prose.css")


@every_theme
@both_sides
def test_controls_and_the_focus_ring_can_be_seen(theme: Theme, side: int) -> None:
    here = colours(theme.key, side)
    for sign in ("control", "focus"):
        for ground in ("bg", "surface"):
            assert contrast(here[sign], here[ground]) >= SIGNS, (sign, ground)


@every_theme
def test_python_knows_the_colours_of_the_stylesheet(theme: Theme) -> None:
    for side, paper in enumerate((theme.light, theme.dark)):
        here = colours(theme.key, side)
        assert (paper.bg, paper.surface) == (here["bg"], here["surface"])
        assert paper.accent == here["accent"]


@every_theme
def test_lines_are_neither_tight_nor_loose(theme: Theme) -> None:
    assert 1.5 <= float(tokens(theme.key)["lead"]) <= 1.75


@every_theme
def test_the_body_is_never_under_17_pixels(theme: Theme) -> None:
    least = re.match(r"clamp\(([\d.]+)rem, ", tokens(theme.key)["size"])
    assert least
    assert float(least[1]) * 16 >= 17


@every_theme
def test_its_files_are_there(theme: Theme) -> None:
    assert (STATIC / theme.face).is_file()
    assert f"../../{theme.face}" in css(f"faces/{theme.key}.css")
    for own in theme.own_templates:
        assert (TEMPLATES / "blog/public" / own).is_file(), "it stands in for one of readers'"
        assert (TEMPLATES / "blog/themes" / theme.key / own).is_file()


@every_theme
def test_every_face_that_is_named_is_declared_with_stand_ins(theme: Theme) -> None:
    faces = css(f"faces/{theme.key}.css")
    declared = set(re.findall(r'font-family: "([^"]+)"', faces))
    named = {
        face
        for token in ("body", "heads")
        for face in re.findall('"([^"]+)"', tokens(theme.key)[token])
    }
    assert named == declared
    for file in re.findall(r'url\("\.\./\.\./(fonts/[^"]+)"\)', faces):
        assert (STATIC / file).is_file()
    assert faces.count("font-display: optional") == faces.count("url(")
    assert faces.count("unicode-range") == faces.count("url(")
    assert "size-adjust" in faces


@every_theme
def test_the_studio_shows_its_sample_without_script(theme: Theme) -> None:
    look = (STATIC / "app/look.css").read_text()
    assert f".look:has([value={theme.key}]:checked) .sample[data-sample={theme.key}]" in look


def test_a_theme_that_is_no_more_is_folio() -> None:
    assert theme_named("gone").key == "folio"


def test_what_a_page_of_a_blog_loads_stays_small() -> None:
    """Raw bytes. Comments count: nothing takes them out."""
    own = {key: sum(map(len, tokens(key).values())) for key in THEMES}
    assert max(own.values()) < 1_000, "a theme is tokens"
    assert len(css("themes.css")) < 13_000
    assert len(css("prose.css")) < 7_000
    for key in THEMES:
        assert len(css(f"faces/{key}.css")) < 5_000


def test_readers_scripts_stay_under_ten_kilobytes() -> None:
    scripts = list((STATIC / "blog").glob("*.js"))
    assert {"scheme.js", "reader.js"} <= {script.name for script in scripts}
    assert sum(script.stat().st_size for script in scripts) < 10_000
    assert (STATIC / "blog/scheme.js").stat().st_size < 500, "it stands before the first paint"
