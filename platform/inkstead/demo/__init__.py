"""Two blogs with something to read, so that a first start has something to show."""
