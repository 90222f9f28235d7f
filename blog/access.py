"""Who may change which posts: one rule, for the studio and for the edit link that writers see."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from blog.models import Post
from blog.models.post import Status
from blog.querysets import PostQuerySet
from tenants.models import Membership
from tenants.roles import May


def may_edit(membership: Membership, post: Post) -> bool:
    """Everybody's posts with EDIT_ALL, else one's own; published ones only with PUBLISH."""
    if membership.may(May.EDIT_ALL):
        return True
    own = post.created_by_id == membership.user_id and membership.may(May.WRITE)
    return own and (post.status == Status.DRAFT or membership.may(May.PUBLISH))


def posts_of(membership: Membership) -> PostQuerySet:
    """The posts that `membership` works on, in whatever state."""
    all_posts = membership.may(May.EDIT_ALL)
    return Post.objects.editable_by(membership.user_id, all_posts=all_posts)


def editable_post_or_404(membership: Membership, post_id: int) -> Post:
    """The post, its HTML deferred, if `membership` may edit it; or Http404, or PermissionDenied."""
    posts = Post.objects.select_related("category", "author").defer("content_html")
    post = get_object_or_404(posts, pk=post_id)
    if not may_edit(membership, post):
        raise PermissionDenied(_("Your role on this blog does not allow changing this post."))
    return post
