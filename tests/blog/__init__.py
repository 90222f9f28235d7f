"""A blog: actions, the reader’s side, the studio."""
