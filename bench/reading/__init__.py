"""What readers get and what it costs: `make bench-reading`. A group of figures a file."""
