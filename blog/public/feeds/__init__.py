"""Feeds of a blog, or of what is filed under one name: Atom, RSS and JSON Feed, alike."""
