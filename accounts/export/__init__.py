"""Everything a person has here as one zip, made while it is downloaded: see docs/export.md."""
