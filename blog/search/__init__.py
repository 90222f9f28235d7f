"""Search for readers: the index that due work keeps, and what is found in it."""
