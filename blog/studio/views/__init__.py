"""The studio's pages: an access line, a form, an action, a response."""
