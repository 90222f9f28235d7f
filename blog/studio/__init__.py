"""Where a blog is written: `/studio/` on the blog's own host, for its people."""
