"""The owner's pages about a blog as a whole, on the platform's host."""
