"""What `manage.py tenants` does: the same verbs as the admin's pages, by a blog's address."""
