"""Passkeys: signing in with what unlocks one's device. WebAuthn by allauth, held to our own host."""
