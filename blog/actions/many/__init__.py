"""One change made to many posts: one entry of the audit, one Undo."""
