"""Discover: the newest posts of all listed blogs, from one public table."""
