"""A blog as files: what its owner takes along. docs/export.md has the form."""
