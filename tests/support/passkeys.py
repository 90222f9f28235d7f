"""An authenticator in software: makes passkeys and answers with them, as a browser hands it over.

`none` attestation and ES256, which is what platform authenticators send.
"""

from __future__ import annotations

import json
import os
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ADD = "/accounts/passkeys/add/"
SIGN_IN = "/accounts/passkeys/sign-in/"
FLAG = AuthenticatorData.FLAG


def packed(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unpacked(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One device with one passkey; the arguments are what it may get wrong."""

    origin: str = field(default_factory=lambda: f"http://{settings.PLATFORM_HOST}")
    verified: bool = True
    rp_id: str = field(default_factory=lambda: settings.PLATFORM_HOST)
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential_id: bytes = field(default_factory=lambda: os.urandom(16))
    handle: str = ""

    def made(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to navigator.credentials.create(options)."""
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        known = AttestedCredentialData.create(b"\0" * 16, self.credential_id, public)
        data = AuthenticatorData.create(self._rp(), self._flags() | FLAG.AT, 0, bytes(known))
        attestation = AttestationObject.create("none", data, {})
        return self._answer(
            {
                "clientDataJSON": self._client_data("webauthn.create", asked["challenge"]),
                "attestationObject": packed(bytes(attestation)),
            }
        )

    def proven(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to navigator.credentials.get(options)."""
        client_data = self._client_data("webauthn.get", options["publicKey"]["challenge"])
        data = bytes(AuthenticatorData.create(self._rp(), self._flags(), 1))
        signed = data + sha256(unpacked(client_data)).digest()
        return self._answer(
            {
                "clientDataJSON": client_data,
                "authenticatorData": packed(data),
                "signature": packed(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
                "userHandle": self.handle,
            }
        )

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        name = packed(self.credential_id)
        extensions = {"credProps": {"rk": True}}
        return {
            "id": name, "rawId": name, "type": "public-key",
            "response": response, "clientExtensionResults": extensions,
        }  # fmt: skip

    def _client_data(self, what: str, challenge: str) -> str:
        said = {"type": what, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return packed(json.dumps(said).encode())

    def _rp(self) -> bytes:
        return sha256(self.rp_id.encode()).digest()

    def _flags(self) -> AuthenticatorData.FLAG:
        return FLAG.UP | FLAG.UV if self.verified else FLAG.UP


def options_on(page: bytes) -> dict[str, Any]:
    """What a page asks the browser."""
    found = re.search(
        r'<script id="passkey-options" type="application/json">(.+?)</script>', page.decode()
    )
    assert found is not None
    options: dict[str, Any] = json.loads(found[1])
    return options


def add_passkey(client: Client, device: Device, **fields: Any) -> Any:
    """Add the device's passkey to whoever just gave their password; returns the answer."""
    answer = device.made(options_on(client.get(ADD).content))
    return client.post(ADD, {"name": "Laptop", "credential": json.dumps(answer), **fields})


def sign_in_with(client: Client, device: Device, **fields: Any) -> Any:
    """Press "Sign in with a passkey"; returns the answer."""
    answer = device.proven(client.get(SIGN_IN).json())
    return client.post(SIGN_IN, {"credential": json.dumps(answer), **fields})
