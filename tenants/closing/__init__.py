"""Closing an account, opening it again: pages on the platform's host."""
