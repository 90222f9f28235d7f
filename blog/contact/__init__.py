"""What readers write to a blog, and what becomes of it."""
