"""One's account: getting in, what is kept there, and the second factor."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.webauthn.internal.auth import WebAuthn

from tests.conftest import PASSWORD
from tests.gallery.places.place import Place, from_here, sure_client
from tests.gallery.world import World
from tests.support.admin import give_factor
from tests.support.passkeys import Device


def account_places(world: World) -> Iterator[Place]:
    """All of them, of people in every state."""
    yield from _getting_in(world)
    yield from _at_home(world)
    yield from _second_factor(world)
    yield from _second_step(world)


def _getting_in(world: World) -> Iterator[Place]:
    """Signing in, with and without the password, and letters' links."""
    anybody, omar = world.client_of(None), world.people["omar"]
    bad = {"login": "omar@post.example", "password": "not this one at all"}
    yield Place(name="account-login", client=anybody, path="/accounts/login/")
    yield Place(name="account-login-errors", client=anybody, path="/accounts/login/", data=bad)
    yield Place(name="account-reset", client=anybody, path="/accounts/password/reset/")
    yield Place(
        name="account-reset-errors", client=anybody, path="/accounts/password/reset/", data={}
    )
    yield Place(name="account-reset-done", client=anybody, path="/accounts/password/reset/done/")
    token = default_token_generator.make_token(omar)
    key = f"/accounts/password/reset/key/{user_pk_to_url_str(omar)}-"
    fresh = world.client_of(None)
    yield Place(name="account-reset-key", client=fresh, path=f"{key}{token}/")
    yield Place(
        name="account-reset-key-errors",
        client=fresh,
        path=f"{key}set-password/",
        data={"password1": "short"},
    )
    yield Place(name="account-reset-key-old", client=anybody, path=f"{key}bad-token/")
    yield Place(
        name="account-reset-key-done", client=anybody, path="/accounts/password/reset/key/done/"
    )
    yield Place(name="account-inactive", client=anybody, path="/accounts/inactive/")
    yield Place(name="account-confirm-old", client=anybody, path="/accounts/confirm-email/nothing/")
    lone = EmailAddress.objects.create(
        user=world.people["lone"], email="lone@post.example", primary=True
    )
    confirm = f"/accounts/confirm-email/{EmailConfirmationHMAC.create(lone).key}/"
    yield Place(name="account-confirm", client=anybody, path=confirm)
    yield Place(
        name="account-reopen-old", client=anybody, path="/accounts/reopen/nothing/", status=410
    )


def _at_home(world: World) -> Iterator[Place]:
    """What a member has there, and what is filled in badly."""
    member = sure_client(world, "omar")
    for name, path in (
        ("home", ""),
        ("name", "name/"),
        ("sessions", "sessions/"),
        ("export", "export/"),
        ("close", "close/"),
        ("passkeys-none", "passkeys/"),
        ("passkey-add", "passkeys/add/"),
        ("email", "email/"),
        ("password", "password/change/"),
        ("second", "second/"),
        ("second-app", "second/app/"),
        ("logout", "logout/"),
        ("again", "reauthenticate/"),
    ):
        yield Place(name=f"account-{name}", client=member, path=f"/accounts/{path}")
    yield Place(
        name="account-password-errors",
        client=member,
        path="/accounts/password/change/",
        data={"oldpassword": "no", "password1": "short"},
    )
    yield Place(
        name="account-email-errors",
        client=member,
        path="/accounts/email/",
        data={"action_add": "", "email": "no"},
    )
    yield Place(
        name="account-app-errors",
        client=member,
        path="/accounts/second/app/",
        data={"code": "000000"},
    )
    yield Place(
        name="account-name-errors", client=member, path="/accounts/name/", data={"name": "a" * 121}
    )
    yield Place(name="account-close-errors", client=member, path="/accounts/close/", data={})
    mira = world.people["mira"]
    mira.set_unusable_password()
    mira.save(update_fields=["password"])
    yield Place(
        name="account-password-set", client=world.client_of(mira), path="/accounts/password/set/"
    )


def _second_factor(world: World) -> Iterator[Place]:
    """With an app, its codes for bad days, and a passkey."""
    jonas = world.people["jonas"]
    careful = sure_client(world, "jonas")
    give_factor(jonas)
    for name, path in (("recovery-new", "recovery/new/"), ("on", ""), ("remove", "app/remove/")):
        yield Place(name=f"account-second-{name}", client=careful, path=f"/accounts/second/{path}")
    careful.post("/accounts/second/recovery/new/", headers=from_here(careful))
    yield Place(name="account-second-codes", client=careful, path="/accounts/second/recovery/")
    stale = world.client_of(jonas)
    yield Place(name="account-second-again", client=stale, path="/accounts/second/again/")
    asked = {"publicKey": {"user": {"id": "eA"}, "challenge": "eA"}}
    kept = WebAuthn.add(jonas, "Laptop at home", Device().made(asked)).instance.pk
    for name, path in (
        ("passkeys", ""),
        ("passkey-rename", f"{kept}/rename/"),
        ("passkey-remove", f"{kept}/remove/"),
        ("passkey-again", "again/"),
    ):
        client = stale if name == "passkey-again" else careful
        yield Place(name=f"account-{name}", client=client, path=f"/accounts/passkeys/{path}")


def _second_step(world: World) -> Iterator[Place]:
    """Of a sign-in, where the password was right."""
    half, jonas = world.client_of(None), world.people["jonas"]
    half.post(
        "/accounts/login/", {"login": jonas.email, "password": PASSWORD}, headers=from_here(half)
    )
    yield Place(name="account-second-code", client=half, path="/accounts/second/code/")
    yield Place(
        name="account-second-code-errors",
        client=half,
        path="/accounts/second/code/",
        data={"code": "000000"},
    )
