"""The release before beside this code, on one database: what a rolling deploy is."""
