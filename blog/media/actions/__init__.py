"""What can be done with a picture: one verb, one file."""
