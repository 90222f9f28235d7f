"""The platform's admin: staff only, behind a second factor, on the platform's host alone.

Django's admin lists and searches; nothing here is changed by its forms. Every change is a deed: a
page that asks for a reason, and a verb function that leaves one audit entry.
"""
