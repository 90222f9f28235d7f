"""Accounts: sign-in, sessions, letters."""
