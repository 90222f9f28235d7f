"""All tenant schemas together."""
