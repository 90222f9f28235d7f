"""The deployment: its files read, and its commands run bare, with production's settings."""
