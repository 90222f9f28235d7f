"""Verbs on tenants. Each writes its audit row."""
