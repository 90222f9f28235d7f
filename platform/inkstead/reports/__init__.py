"""The form by which anybody reports a page of a blog."""
