"""Why a message was not taken, in the words of both hosts."""

from __future__ import annotations

from django.utils.translation import gettext as _


def too_many() -> str:
    """Somebody wrote often, or this blog was written to by very many."""
    return _(
        "Many messages were sent from your network or to this place within the last hour. Yours"
        " is below: send it again in an hour."
    )


def closed() -> str:
    """The form was open while the writer closed it."""
    return _("Messages are no longer taken here. Yours was not sent; its words are below.")


def not_from_here() -> str:
    """The browser says that another site sent it."""
    return _("A message can only be sent from the page that shows the form. Go back and try again.")
