"""Django's own tags, without the work that gives the same every time.

A reader's page has some sixty words, addresses and file names that no request changes. What is here
stands in for the tags of the same names: templates say `{% load i18n %}` and `{% url %}` as ever.
"""
