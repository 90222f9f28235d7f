"""Helpers without models and without imports from the project."""
