"""The platform's admin."""
