"""What can be done with a message: one verb, one file."""
