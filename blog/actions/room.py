"""Whether the blog's plan has room for a post; asked inside the very write that takes it.

Whoever changes what is counted has the counts taken again (`stats_changed`), and that row of the
outbox is theirs until their transaction ends. So whoever asks after that call has waited for all
who came before, and of many at once no more come in than there is room for.
"""

from __future__ import annotations

from django.utils.translation import ngettext

from blog.actions.errors import ActionRefused
from blog.models import Post
from tenants.db.scope import current_limits
from tenants.plans.limits import fits


class PlanFull(ActionRefused):
    """The plan has no room for this; what is there already stays."""


def has_room_for_post(post: Post) -> bool:
    """Whether `post` may be published or wait for its time beside those that are and do.

    To be asked after `stats_changed()`.
    """
    most = current_limits().posts
    return most is None or fits(Post.objects.going_out().exclude(pk=post.pk).count(), most)


def require_room_for_post(post: Post) -> None:
    """The same; raises PlanFull with a sentence that says how to make room."""
    if not has_room_for_post(post):
        raise PlanFull(_no_room(current_limits().posts or 0))


def _no_room(most: int) -> str:
    return ngettext(
        "The plan of this blog has room for %(most)d published post, and it is taken. This one"
        " can stay a draft; to publish it, take the other one back first.",
        "The plan of this blog has room for %(most)d published posts, and all of it is taken. This"
        " one can stay a draft; to publish it, take another one back first.",
        most,
    ) % {"most": most}
