"""Stands for Inkstead's pictures: the same tables, by the same migrations."""
