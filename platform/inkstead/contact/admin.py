"""Messages to the platform, as the admin shows them: read, never changed.

No site is named here: the admin's own site registers this class with `ContactMessage`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest

from inkstead.models import ContactMessage

if TYPE_CHECKING:
    Base = ModelAdmin[ContactMessage]
else:
    Base = ModelAdmin


class ContactMessageAdmin(Base):
    """A list by date, and a page for each message."""

    list_display = ("sent_at", "name", "email", "spam")
    list_filter = ("spam", "sent_at")
    search_fields = ("name", "email", "text")
    ordering = ("-sent_at", "-id")
    readonly_fields = ("sent_at", "name", "email", "text", "spam")
    actions = None
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
