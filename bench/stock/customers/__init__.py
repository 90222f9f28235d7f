"""Who has a schema: the two shared models that django-tenants asks for."""
