"""Verbs on users and their sessions. Each writes its audit row."""
