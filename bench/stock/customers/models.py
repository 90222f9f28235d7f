"""As in django-tenants' own introduction."""

from __future__ import annotations

from django.db import models
from django_tenants.models import DomainMixin, TenantMixin


class Client(TenantMixin):
    """A blog. Saving a new one makes its schema, by migrations (`auto_create_schema`)."""

    name = models.CharField(max_length=120)
    created_on = models.DateField(auto_now_add=True)

    auto_create_schema = True


class Domain(DomainMixin):
    """An address of a blog."""
