"""What every room above writes to: audit entries and the public index of due work."""
