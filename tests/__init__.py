"""Whole-product tests."""
