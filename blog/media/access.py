"""Who may change which pictures: one's own with WRITE, everybody's with EDIT_ALL.

What readers see of it is given another file by those alone who may publish.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from blog.media.models import Picture
from blog.media.used import uses_of
from tenants.models import Membership
from tenants.roles import May


def may_change(membership: Membership, picture: Picture) -> bool:
    """Whether `membership` may describe, trash and restore `picture`; to use it, all may."""
    own = picture.created_by_id == membership.user_id and membership.may(May.WRITE)
    return own or membership.may(May.EDIT_ALL)


def changeable_picture_or_404(membership: Membership, key: str) -> Picture:
    """The picture, if `membership` may change it; raises Http404, or PermissionDenied."""
    picture = get_object_or_404(Picture, key=key)
    if not may_change(membership, picture):
        raise PermissionDenied(_("Your role on this blog does not allow changing this picture."))
    return picture


def replaceable_picture_or_404(membership: Membership, key: str) -> Picture:
    """The picture, if `membership` may give it another file; raises as the one above does."""
    picture = changeable_picture_or_404(membership, key)
    if not membership.may(May.PUBLISH) and uses_of(picture, membership).seen:
        raise PermissionDenied(_("Readers see this picture: ask an editor for another file."))
    return picture
