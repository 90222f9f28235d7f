"""Readers' pages, kept in front of Django and checked by the blog's content version."""
