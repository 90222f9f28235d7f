"""Signing up: the one form, under every rule for who may."""

from __future__ import annotations

from collections.abc import Iterator

from tenants.signups.models import SignUpRules
from tenants.signups.tokens import token_of
from tests.gallery.places.place import Place
from tests.gallery.world import World


def sign_up_places(world: World) -> Iterator[Place]:
    """Under each of the rules, which are those of before afterwards."""
    anybody, ines = world.client_of(None), world.client_of(world.people["ines"])
    yield Place(name="platform-signup-waiting", client=anybody, path="/signup/waiting/")
    for name, status in (("invite", 200), ("invite_letter", 200), ("invite_over", 410)):
        path = f"/signup/invited/{token_of(world.rows[name].pk)}/"
        said = name.replace("_", "-")
        yield Place(name=f"platform-signup-{said}", client=anybody, path=path, status=status)
    path = f"/signup/invited/{token_of(world.rows['invite_letter'].pk)}/"
    other = {"email": "eve@post.example", "password": "short", "name": "", "address": ""}
    yield Place(name="platform-signup-invite-errors", client=anybody, path=path, data=other)
    for mode in ("approve", "invite", "closed"):
        SignUpRules.objects.update_or_create(pk=1, defaults={"mode": mode, "new_blogs": False})
        yield Place(name=f"platform-signup-by-{mode}", client=anybody, path="/signup/")
        if mode == "approve":
            bad = {"email": "no", "address": "admin", "about": ""}
            yield Place(
                name="platform-signup-approve-errors", client=anybody, path="/signup/", data=bad
            )
    yield Place(name="platform-blog-new-closed", client=ines, path="/blogs/new/")
    SignUpRules.objects.all().delete()
