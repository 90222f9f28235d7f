"""What people write to the platform itself."""
