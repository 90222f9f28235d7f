"""Everything a person has here as one zip, made while it is downloaded. docs/export.md has its form."""
