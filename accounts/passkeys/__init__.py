"""Passkeys: signing in with what unlocks one's device. allauth does the WebAuthn."""
