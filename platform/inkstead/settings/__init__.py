"""Settings: `base` holds what is true everywhere; the others say where we are."""
