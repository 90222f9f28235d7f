"""What an admin can do to a notice."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from inkstead.admin.deed import office_deed
from tenants.actions.notices import show_notice_again, withdraw_notice

NOTICES = (
    office_deed(
        verb="withdraw",
        name=_("Withdraw"),
        hint=_("Nobody sees it any more, and letters that have not gone out stay here."),
        question=_("Withdraw “%(name)s”?"),
        done=_("“%(name)s” is withdrawn."),
        act=withdraw_notice,
        fits=lambda row: row.withdrawn_at is None,
        undo="restore",
    ),
    office_deed(
        verb="restore",
        name=_("Show again"),
        hint=_("For the time that it has left."),
        question=_("Show “%(name)s” again?"),
        done=_("“%(name)s” is shown again."),
        act=show_notice_again,
        fits=lambda row: row.withdrawn_at is not None,
        undo="withdraw",
    ),
)
