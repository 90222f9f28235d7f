"""What a press of each button does to things, and what stands ready when it was a slip."""

from __future__ import annotations

from typing import Final

UNDO: Final = "takes away; the answer offers Undo"
ASKED: Final = "takes away for good, or nearly; a page names what, and asks first"
BACK: Final = "brings back or takes a step back"
MAKES: Final = "makes or changes, by a form that shows what is there"
SESSION: Final = "signs in or out, or chooses what this browser shows"
READS: Final = "answers without changing anything"

# Every pattern of both URLconfs that takes a POST. A new one has to say what it is.
POSTS: dict[str, str] = {
    "contact": MAKES,
    "logout": SESSION,
    "studio:post_new": MAKES,
    "studio:post_edit": MAKES,
    "studio:post_publish": MAKES,
    "studio:post_unpublish": UNDO,
    "studio:post_trash": UNDO,
    "studio:post_restore": BACK,
    "studio:preview": READS,
    "studio:page_new": MAKES,
    "studio:page_edit": MAKES,
    "studio:page_up": UNDO,
    "studio:page_down": UNDO,
    "studio:page_trash": UNDO,
    "studio:page_restore": BACK,
    "studio:media": MAKES,
    "studio:picture_add": MAKES,
    "studio:picture": MAKES,
    "studio:picture_trash": UNDO,
    "studio:picture_restore": BACK,
    "studio:picture_retry": BACK,
    "studio:message_unread": BACK,
    "studio:message_spam": UNDO,
    "studio:message_not_spam": BACK,
    "studio:message_trash": UNDO,
    "studio:message_restore": BACK,
    "studio:category_new": MAKES,
    "studio:category_edit": MAKES,
    "studio:category_delete": UNDO,
    "studio:category_restore": BACK,
    "studio:author_new": MAKES,
    "studio:author_edit": MAKES,
    "studio:author_delete": UNDO,
    "studio:author_restore": BACK,
    "studio:team_invite": MAKES,
    "studio:team_role": MAKES,
    "studio:team_remove": UNDO,
    "studio:team_restore": BACK,
    "studio:invitation_revoke": UNDO,
    "studio:invitation_restore": BACK,
    "studio:settings": MAKES,
    "studio:look": MAKES,
    "studio:look_back": BACK,
    "signup": MAKES,
    "blog_new": MAKES,
    "blog_opening": MAKES,
    "blog_leave": ASKED,
    "blog_transfer": ASKED,
    "blog_archive": MAKES,
    "blog_delete": ASKED,
    "blog_undelete": BACK,
    "invitation": MAKES,
    "sign_out_everywhere": SESSION,
    "account_login": SESSION,
    "account_logout": SESSION,
    "account_reauthenticate": SESSION,
    "account_language": SESSION,
    "account_email": MAKES,
    "account_confirm_email": MAKES,
    "account_change_password": MAKES,
    "account_set_password": MAKES,
    "account_reset_password": MAKES,
    "account_reset_password_from_key": MAKES,
    "mfa_authenticate": SESSION,
    "mfa_reauthenticate": SESSION,
    "mfa_activate_totp": MAKES,
    "mfa_deactivate_totp": ASKED,
    "mfa_generate_recovery_codes": ASKED,
    "studio:moves": MAKES,
    "studio:move_remove": UNDO,
    "studio:move_restore": BACK,
    "admin:blogs_bulk": UNDO,
    "admin:blogs_suspend": UNDO,
    "admin:blogs_resume": BACK,
    "admin:blogs_unlist": UNDO,
    "admin:blogs_list": BACK,
    "admin:blogs_rename": UNDO,
    "admin:blogs_delete": UNDO,
    "admin:blogs_restore": BACK,
    "admin:blogs_back-up": MAKES,
    "admin:blogs_put-back": ASKED,
    "admin:blogs_take-back": BACK,
    "admin:blogs_copy": MAKES,
    "admin:blogs_purge": ASKED,
    "admin:people_sign-out": ASKED,
    "admin:people_disable": UNDO,
    "admin:people_enable": BACK,
}

# Patterns without a page of their own, each with what it answers instead.
UNSEEN: dict[str, str] = {
    "health": "text for machines",
    "health_live": "text for machines",
    "health_ready": "text for machines",
    "tls_ask": "text for machines",
    "accent": "a stylesheet",
    "robots": "text for machines",
    "sitemap": "XML for machines",
    "sitemap_rest": "XML for machines",
    "sitemap_posts": "XML for machines",
    "llms": "text for machines",
    "post_markdown": "a post as text",
    "share_picture": "a picture",
    "oembed": "JSON for other sites",
    "manifest": "JSON for browsers",
    "favicon": "a picture",
    "discover_feed": "a feed",
    "address_check": "JSON for the sign-up's script",
    "account_signup": "leads to the sign-up",
    "account_language": "back to where one was",
    "sign_out_everywhere": "leads to the sign-in",
    "mfa_download_recovery_codes": "a text file",
    "dev_letter": "the letters are looked at by themselves",
    "login": "leads to the platform's sign-in",
    "post_by_id": "leads to the post",
    "media": "the file of a picture",
    "studio:picture_add": "JSON for the editor's script",
    "studio:home": "leads to the posts",
    "blog_download": "a file",
    "blog_undelete": "leads to your blogs",
    "studio:preview": "a piece of a page, for the editor's script",
    "studio:look_accent": "a piece of a page, for the script of the look",
    "studio:look_back": "back to the look, with a sentence",
} | {
    f"{under}feed{kind}{archive}": "a feed"
    for under in ("", "category_", "tag_", "author_")
    for kind in ("", "_rss", "_json")
    for archive in ("", "_archive")
} | {
    name: "back to the room, with a sentence"
    for name, kind in POSTS.items()
    if name.startswith("studio:") and name.rpartition("_")[2] in {
        "publish", "unpublish", "trash", "restore", "up", "down", "unread", "spam", "role",
        "remove", "revoke", "retry",
    }
}  # fmt: skip
