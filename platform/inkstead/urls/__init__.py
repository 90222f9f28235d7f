"""Two URLconfs: the platform's host and a blog's host. The host name picks."""
