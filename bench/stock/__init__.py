"""Inkstead's two pages on stock django-tenants, to be measured beside it (see README.md)."""
