"""One-line sabotages that the tests must notice: `python -m tests.mutants`."""
