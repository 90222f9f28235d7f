"""Verbs on blogs."""
