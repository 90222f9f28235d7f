"""What people wrote to the platform's contact form: read, never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.admin import register
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from inkstead.admin.filters import age, choice, order
from inkstead.admin.rooms import Room
from inkstead.admin.site import site
from inkstead.models import ContactMessage


def _spam(rows: Any) -> Any:
    return rows.filter(spam=True)


def _good(rows: Any) -> Any:
    return rows.filter(spam=False)


@register(ContactMessage, site=site)
class Letters(Room):
    """`q` finds names, e-mails and words."""

    folder = "messages"
    place = 4
    title = _("Messages")
    change_list_template = "admin/messages.html"
    page_template = "admin/message.html"
    search_hint = _("Name, e-mail or a word")
    orders: ClassVar[dict[str, tuple[Any, tuple[Any, ...]]]] = {
        "newest": (_("Newest"), ("-sent_at", "-pk")),
        "oldest": (_("Oldest"), ("sent_at", "pk")),
    }
    list_filter = (
        choice("kind", _("Kind"), {"good": (_("Messages"), _good), "spam": (_("Spam"), _spam)}),
        age("age", _("When"), "sent_at"),
        order(orders),
    )

    def find(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        words = Q(name__icontains=term) | Q(email__icontains=term) | Q(text__icontains=term)
        return rows.filter(words)
