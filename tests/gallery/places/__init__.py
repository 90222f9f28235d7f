"""The walk: where one goes, as whom, and what is done there. A file a room of the product."""

from __future__ import annotations

from collections.abc import Iterator

from tests.gallery.places.accounts import account_places
from tests.gallery.places.admin import admin_places
from tests.gallery.places.blogs import blog_places, theme_places
from tests.gallery.places.place import Place, from_here
from tests.gallery.places.platform import platform_places
from tests.gallery.places.sign_up import sign_up_places
from tests.gallery.places.studio import studio_places
from tests.gallery.places.studio_states import studio_state_places
from tests.gallery.places.visits import visit_places
from tests.gallery.world import World

__all__ = ["Place", "from_here", "places"]


def places(world: World) -> Iterator[Place]:
    """All of them, in this order: some change what the next ones find."""
    yield from platform_places(world)
    yield from sign_up_places(world)
    yield from account_places(world)
    yield from blog_places(world)
    yield from theme_places(world)
    yield from studio_places(world)
    yield from studio_state_places(world)
    yield from visit_places(world)
    yield from admin_places(world)
