"""Who may make an account."""
