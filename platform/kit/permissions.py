"""Django's content types and permissions, looked over at once in place of app by app."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.management import create_contenttypes
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, transaction
from django.db.models.signals import post_migrate

# As auth's own AppConfig connects it.
_UID = "django.contrib.auth.management.create_permissions"


@contextmanager
def none_made_again() -> Iterator[None]:
    """Spare a `migrate` the making of content types and permissions, if each of them is there.

    Django asks four times for each app, which is most of what a migration with nothing to do
    costs. A migration that adds a model finds them lacking, and all goes Django's way.
    """
    if not _all_there():
        yield
        return
    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid=_UID)
    try:
        yield
    finally:
        post_migrate.connect(create_contenttypes)
        post_migrate.connect(create_permissions, dispatch_uid=_UID)


def _all_there() -> bool:
    models = [model._meta for model in apps.get_models()]
    types = {(of.app_label, of.model_name) for of in models}
    permissions = {
        (of.app_label, of.model_name, codename)
        for of in models
        for codename in (
            *(get_permission_codename(action, of) for action in of.default_permissions),
            *(codename for codename, _name in of.permissions),
        )
    }
    try:
        with transaction.atomic():
            found = set(ContentType.objects.values_list("app_label", "model"))
            known = set(
                Permission.objects.order_by().values_list(
                    "content_type__app_label", "content_type__model", "codename"
                )
            )
    except DatabaseError:  # the very first migration makes these tables
        return False
    return types <= found and permissions <= known
