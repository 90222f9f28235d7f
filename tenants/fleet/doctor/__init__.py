"""What is not as it should be with the fleet, found by a few queries over all schemas at once."""
