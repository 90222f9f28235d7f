"""What this room does when something happens in a room below."""

from __future__ import annotations

from blog import discover, due, edit_many_later, hand_in_letter, pages_out, read_back
from blog.actions.follow_name import follow_name
from blog.archive.files import blog_files
from blog.closed import closed_dress
from blog.exports.site import write_site
from blog.forget import forget_user
from blog.left import member_left
from blog.watch import score_blog
from blog.welcome import welcome
from journal.work import handles
from tenants.actions.erase_account import FORGET
from tenants.actions.hooks import on_tenant_changed, on_tenant_renamed
from tenants.actions.remove_member import LEFT
from tenants.dress import on_dress
from tenants.export.blogs import on_export_blog
from tenants.export.site import on_export_site
from tenants.fleet.doctor.vital import register_vital
from tenants.provisioning.hooks import on_new_blog
from tenants.watch.keep import KIND as SCORE


def register() -> None:
    """First content for new blogs, names and discover that follow, outboxes for the worker."""
    on_new_blog(welcome)
    on_tenant_renamed(follow_name)
    on_tenant_changed(discover.tenant_changed)
    on_dress(closed_dress)
    due.register()
    pages_out.register()
    edit_many_later.register()
    hand_in_letter.register()
    register_vital("blog_blog")
    on_export_blog(blog_files)
    on_export_site(write_site)
    handles(FORGET, forget_user, atomic=False)
    handles(LEFT, member_left, atomic=False)
    handles(SCORE, score_blog, atomic=False)
    read_back.register()
