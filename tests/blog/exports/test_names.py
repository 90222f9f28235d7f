"""Which file a page becomes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.exports.names import file_of, link_between

FILES = [
    ("/", "index.html"),
    ("/blog/", "blog/index.html"),
    ("/blog/?page=2", "blog/page/2/index.html"),
    ("/?page=3", "page/3/index.html"),
    ("/feed.xml", "feed.xml"),
    ("/blog/ferry.md", "blog/ferry.md"),
    ("/blog/%D0%BF%D1%80%D0%B8/", "blog/при/index.html"),
    ("/tag/a%3Ab/", "tag/a_b/index.html"),
]


@pytest.mark.parametrize(("target", "file"), FILES)
def test_files(target: str, file: str) -> None:
    assert file_of(target) == file


@pytest.mark.parametrize(
    "target",
    ["/../etc/passwd", "/%2e%2e/x/", "/a//b/", "/?q=words", "/?page=0", "blog/", "", "/./x"],
)
def test_what_cannot_be_a_file(target: str) -> None:
    assert file_of(target) is None


@given(st.text(max_size=400))
def test_no_name_leaves_the_folder_or_is_too_long(name: str) -> None:
    file = file_of(f"/{name}")
    if file is not None:
        parts = file.split("/")
        assert ".." not in parts
        assert "" not in parts
        assert max(len(part.encode(errors="surrogatepass")) for part in parts) <= 255


def test_two_long_names_stay_two() -> None:
    one, other = (file_of(f"/{'ж' * 300}{end}/") for end in "ab")
    assert one != other


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("index.html", "blog/index.html", "blog/index.html"),
        ("blog/a/index.html", "index.html", "../../index.html"),
        ("blog/a/index.html", "blog/при/index.html", "../%D0%BF%D1%80%D0%B8/index.html"),
        ("404.html", "static/a.css", "static/a.css"),
    ],
)
def test_links(here: str, there: str, link: str) -> None:
    assert link_between(here, there) == link
