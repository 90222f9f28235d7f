"""One blog as a thing: into a file, out of it, and gone."""
