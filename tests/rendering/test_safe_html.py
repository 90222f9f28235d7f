"""SafeHtml: what templates print raw comes from the gate and from nowhere else."""

import copy
import pickle
from pathlib import Path

import pytest
from django.utils.html import conditional_escape

from blog.rendering import RENDERER_VERSION, SANITIZER_EPOCH, SafeHtml, sanitize

ROOT = Path(__file__).parents[2]
EVIL = "<p onclick=x>a</p><script>b</script>"


def test_nobody_makes_it_by_hand() -> None:
    with pytest.raises(TypeError):
        SafeHtml("<script>")
    with pytest.raises(TypeError):
        SafeHtml("<script>", key=object())


def test_templates_print_it_raw() -> None:
    safe = sanitize("<p>a &amp; b</p>")
    assert conditional_escape(safe) == "<p>a &amp; b</p>"


@pytest.mark.parametrize(
    "made",
    [
        lambda safe: safe + "<script>",
        lambda safe: "<script>" + safe,
        lambda safe: safe[:3],
        lambda safe: safe.replace("a", "<script>"),
        lambda safe: "".join([safe, "x"]),
        lambda safe: f"{safe}",
        lambda safe: str(safe),
        copy.copy,
        copy.deepcopy,
        lambda safe: pickle.loads(pickle.dumps(safe)),
    ],
)
def test_what_is_made_from_it_is_not_it(made: object) -> None:
    result = made(sanitize("<p>a</p>"))  # type: ignore[operator]
    assert type(result) is str
    assert "<" not in conditional_escape(result)


def test_stored_html_is_taken_as_it_is() -> None:
    stored = '<p><span class="hl-k">a</span></p>'
    safe = SafeHtml.from_storage(stored, SANITIZER_EPOCH)
    assert isinstance(safe, SafeHtml)
    assert safe == stored


def test_stored_html_older_than_the_gate_passes_it_again() -> None:
    safe = SafeHtml.from_storage(EVIL, SANITIZER_EPOCH - 1)
    assert isinstance(safe, SafeHtml)
    assert safe == "<p>a</p>"
    marked = SafeHtml.from_storage('<a href="/x">y</a>', SANITIZER_EPOCH - 1, trust="reader")
    assert "nofollow" in marked


def test_the_epoch_is_a_version_of_the_renderer() -> None:
    assert 1 <= SANITIZER_EPOCH <= RENDERER_VERSION


def test_only_this_package_vouches_for_html() -> None:
    rooms = ("accounts", "blog", "platform", "tenants")
    vouching = {
        path.relative_to(ROOT).as_posix()
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if "vouch_for" in path.read_text()
    }
    package = {f"blog/rendering/{name}.py" for name in ("markdown", "pictures", "sanitize")}
    assert vouching == package
