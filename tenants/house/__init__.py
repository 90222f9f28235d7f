"""What every process must know of the whole platform at once: its notices."""
