"""What a fleet of blogs costs: `make bench-fleet N=1000`, a group of figures a file."""
