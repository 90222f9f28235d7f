"""A page to be seen, and the browsers that go there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.conftest import PASSWORD
from tests.gallery.world import World

type Data = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A page to be seen: what it is called in the gallery, and how to get there."""

    name: str
    client: Client
    path: str
    status: int = 200
    data: Data | None = None  # posted, where there is some


def sure_client(world: World, who: str) -> Client:
    """Somebody's browser, in which they gave their password a moment ago."""
    client: Client = world.client_of(world.people[who])
    client.post("/accounts/reauthenticate/", {"password": PASSWORD}, headers=from_here(client))
    return client


def from_here(client: Client) -> dict[str, str]:
    """What a browser says about a form of the page's own host."""
    return {"Origin": f"http://{client.defaults['HTTP_HOST']}", "Sec-Fetch-Site": "same-origin"}
