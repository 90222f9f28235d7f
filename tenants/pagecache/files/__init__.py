"""Readers' pages as files that the proxy gives out by itself, while they are true."""
