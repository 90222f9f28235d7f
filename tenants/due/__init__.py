"""What is due on each blog: picked fairly, done once, in the blog's own transaction."""
