"""Above each page of the admin stands the way up from it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from inkstead.admin.site import site
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

CRUMB = re.compile(r'<li><a href="([^"]+)" dir="auto">([^<]+)</a></li>')


def way_up(admin: Client, path: str) -> list[tuple[str, str]]:
    return CRUMB.findall(admin.get(path).text)


@pytest.mark.parametrize("folder", [room.folder for room in site.rooms])
def test_a_list_leads_up_and_every_step_is_there(folder: str, admin: Client) -> None:
    steps = way_up(admin, f"/admin/{folder}/")
    assert steps[0] == ("/admin/", "Overview")
    assert f"/admin/{folder}/" not in dict(steps), "one is there"
    assert all(admin.get(path).status_code == 200 for path, _title in steps)


def test_a_row_and_what_is_asked_of_it_lead_to_it(admin: Client, make_blog: MakeBlog) -> None:
    blog = make_blog("alice", name="Marginalia")
    page = f"/admin/blogs/{blog.pk}/"
    above = [("/admin/", "Overview"), ("/admin/blogs/", "Blogs")]
    assert way_up(admin, page) == above
    assert way_up(admin, f"{page}suspend/") == [*above, (page, "Marginalia")]


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("domains/", ["Overview", "Blogs"]),
        ("visits/", ["Overview", "Audit"]),
        ("notices/new/", ["Overview", "Messages", "Notices"]),
        ("house/mode/", ["Overview", "Work", "Modes and features"]),
        ("plans/new/", ["Overview", "Plans"]),
    ],
)
def test_what_another_room_leads_to_names_that_room(
    path: str, above: list[str], admin: Client
) -> None:
    assert [title for _path, title in way_up(admin, f"/admin/{path}")] == above


def test_the_overview_is_the_top(admin: Client) -> None:
    assert way_up(admin, "/admin/") == []
