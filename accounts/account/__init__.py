"""The account page and its rooms: name, sessions, passkeys. On the platform's host."""
