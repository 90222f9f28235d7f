"""From a stranger to a blog."""
