"""The Django project: settings, URLconfs, WSGI, Celery, system checks. It imports everyone."""
