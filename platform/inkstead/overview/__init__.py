"""How the platform does: numbers a day, and what somebody should look at now.

The admin's first page and `manage.py overview` say the same. Neither looks into a blog's schema:
the worker counts each day into a public row, and the rest is a fixed number of short questions.
"""
