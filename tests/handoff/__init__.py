"""From a session on the platform to one on a blog."""
