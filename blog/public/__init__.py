"""The reader's side: what everybody sees on a blog's host. Sets no cookie, needs no script."""
