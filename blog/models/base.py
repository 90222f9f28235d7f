"""Rows and querysets that know which blog they belong to, and refuse to be used under another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from tenants.db.scope import TenantScopeError, current_tenant_id, require_tenant_id

if TYPE_CHECKING:
    from uuid import UUID


class TenantQuerySet[M: models.Model](models.QuerySet[M]):
    """Remembers the blog it was built under; evaluated under another, it raises."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tenant_id: UUID | None = current_tenant_id()

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._tenant_id = self._tenant_id or clone._tenant_id
        return clone

    def _check_tenant(self) -> None:
        here = require_tenant_id()
        if self._tenant_id is not None and self._tenant_id != here:
            raise TenantScopeError("This queryset was built under another blog.")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._check_tenant()
        super()._fetch_all()

    def _iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._check_tenant()
        return super()._iterator(*args, **kwargs)  # type: ignore[misc]

    def count(self) -> int:
        self._check_tenant()
        return super().count()

    def exists(self) -> bool:
        self._check_tenant()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check_tenant()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check_tenant()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check_tenant()
        return super().delete()


class TenantModel(models.Model):
    """A row of one blog: stamped when read or made, checked when written."""

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tenant_id: UUID | None = current_tenant_id()

    def _check_tenant(self) -> None:
        here = require_tenant_id()
        if self._tenant_id is None:
            self._tenant_id = here
        elif self._tenant_id != here:
            raise TenantScopeError("This object belongs to another blog.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._check_tenant()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._check_tenant()
        return super().delete(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self._check_tenant()
        super().refresh_from_db(*args, **kwargs)
