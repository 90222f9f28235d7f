"""A column that holds one of the values there are, in the database too."""

from __future__ import annotations

from django.db.models import CheckConstraint, Q, TextChoices


def known(field: str, choices: type[TextChoices], name: str) -> CheckConstraint:
    """The constraint `name`, by which `field` is one of `choices`."""
    return CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)
