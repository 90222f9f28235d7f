"""A blog, or what is filed under one name, as a feed: Atom, RSS and JSON Feed of the same entries."""
