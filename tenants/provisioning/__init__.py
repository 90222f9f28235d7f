"""How a blog comes to be: a recorded script, run in one transaction, all or nothing."""
