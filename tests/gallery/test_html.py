"""Every page there is, in every theme, is HTML without an error or a warning; so are the feeds'."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.gallery.nu import check, needs_checker
from tests.gallery.walk import LETTER, Walked

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.timeout(600),
]  # the walk, and the checker on a busy machine
MAIL_PROGRAMS = "attribute on the “table” element is obsolete"  # know no other way
# What the checker warns of and is meant so: scripts fill it, or its role says what it is.
MEANT = ("Empty heading.: ", "Section lacks heading.")


def is_fault(said: str) -> bool:
    if said.startswith(LETTER) and MAIL_PROGRAMS in said:
        return False
    return not any(meant in said for meant in MEANT)


def test_the_checker_finds_no_fault_but_the_one_we_made(walked: Walked, tmp_path: Path) -> None:
    """A page with one tag too many lies among the others, and is told of."""
    needs_checker()
    post = next(page for page in walked.pages if page.name == "blog-post")
    broken = replace(post, name="broken", html=post.html.replace("</main>", "</div></main>"))
    found = list(filter(is_fault, check([*walked.pages, *walked.texts, broken], tmp_path)))
    assert [said for said in found if not said.startswith("broken: ")] == []
    assert any(said.startswith("broken: Stray end tag “div”.") for said in found)
