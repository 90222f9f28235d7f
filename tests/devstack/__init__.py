"""Postgres and Redis for one machine, and what `make run` does around them."""
