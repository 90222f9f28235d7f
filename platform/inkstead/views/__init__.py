"""Pages of the platform that belong to no other room."""
