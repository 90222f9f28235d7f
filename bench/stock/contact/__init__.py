"""Stands for Inkstead's messages: the same tables, by the same migrations."""
