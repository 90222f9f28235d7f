"""Views for readers."""
