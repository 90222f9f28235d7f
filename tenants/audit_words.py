"""What was done to a blog as a whole, in words: for the admin's pages and for the blog's people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

OF_BLOGS = {
    "tenant.created": _("Made"),
    "tenant.suspended": _("Suspended"),
    "tenant.resumed": _("Resumed"),
    "tenant.locked": _("Locked writing"),
    "tenant.unlocked": _("Unlocked writing"),
    "tenant.trusted": _("Trusted"),
    "tenant.distrusted": _("Not trusted any more"),
    "appeal.made": _("The owner objected to a decision"),
    "appeal.upheld": _("A decision stands after it was objected to"),
    "appeal.reopened": _("Opened an objection again"),
    "tenant.listed": _("Allowed in discover"),
    "tenant.unlisted": _("Kept out of discover"),
    "tenant.renamed": _("Renamed"),
    "tenant.plan_changed": _("Changed the plan"),
    "tenant.trashed": _("Deleted"),
    "tenant.restored": _("Restored"),
    "tenant.transferred": _("Handed over"),
    "tenant.handed_over": _("Gave it to another owner"),
    "tenant.backup_asked": _("Asked for a backup"),
    "tenant.restore_asked": _("Asked for a restore from a backup"),
    "tenant.clone_asked": _("Asked for a copy"),
    "tenant.purge_asked": _("Asked for the purge"),
    "tenant.put_back": _("Restored from a backup"),
    "tenant.taken_back": _("Took the restore back"),
    "tenant.read_in": _("Made from an archive"),
    "tenant.swept": _("Removed, since it was never finished"),
    "tenant.purged": _("Purged"),
    "visit.began": _("Entered the studio as somebody of the team"),
    "visit.ended": _("Left the studio, where they were as somebody of the team"),
}
