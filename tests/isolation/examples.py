"""Example arguments for every pattern of both URLconfs. A pattern without an entry fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from blog.look.sheet import AccentSheet

POST = 1  # every blog made for the matrix has rows with id 1 and the slug "same"
NOBODY = UUID(int=0)
KEY = "same" * 3  # of a picture

BLOG: dict[str, dict[str, object]] = {
    "login": {},
    "logout": {},
    "handoff_callback": {},
    "home": {},
    "post_list": {},
    "year": {"year": 2026},
    "post_by_id": {"post_id": POST},
    "post_detail": {"slug": "same"},
    "category": {"slug": "same"},
    "tag": {"slug": "same"},
    "author": {"slug": "same"},
    "page": {"slug": "same"},
    "feed": {},
    "accent": {"sheet": AccentSheet.of("signal", "#ffe680")},
    "feed_archive": {"archive": 1},
    "feed_rss": {},
    "feed_rss_archive": {"archive": 1},
    "feed_json": {},
    "feed_json_archive": {"archive": 1},
    "category_feed": {"slug": "same"},
    "category_feed_archive": {"slug": "same", "archive": 1},
    "category_feed_rss": {"slug": "same"},
    "category_feed_rss_archive": {"slug": "same", "archive": 1},
    "category_feed_json": {"slug": "same"},
    "category_feed_json_archive": {"slug": "same", "archive": 1},
    "tag_feed": {"slug": "same"},
    "tag_feed_archive": {"slug": "same", "archive": 1},
    "tag_feed_rss": {"slug": "same"},
    "tag_feed_rss_archive": {"slug": "same", "archive": 1},
    "tag_feed_json": {"slug": "same"},
    "tag_feed_json_archive": {"slug": "same", "archive": 1},
    "author_feed": {"slug": "same"},
    "author_feed_archive": {"slug": "same", "archive": 1},
    "author_feed_rss": {"slug": "same"},
    "author_feed_rss_archive": {"slug": "same", "archive": 1},
    "author_feed_json": {"slug": "same"},
    "author_feed_json_archive": {"slug": "same", "archive": 1},
    "robots": {},
    "sitemap": {},
    "sitemap_rest": {},
    "sitemap_posts": {"number": 1},
    "llms": {},
    "post_markdown": {"slug": "same"},
    "share_picture": {"post_id": POST, "digest": "any"},
    "oembed": {},
    "manifest": {},
    "favicon": {},
    "search": {},
    "opensearch": {},
    "contact": {},
    "contact_sent": {},
    "media": {"key": KEY, "name": "same.jpg"},
    "studio:home": {},
    "studio:passkey_decline": {},
    "studio:posts": {},
    "studio:post_new": {},
    "studio:post_edit": {"post_id": POST},
    "studio:post_preview": {"post_id": POST},
    "studio:post_publish": {"post_id": POST},
    "studio:post_unpublish": {"post_id": POST},
    "studio:post_trash": {"post_id": POST},
    "studio:post_restore": {"post_id": POST},
    "studio:preview": {},
    "studio:pages": {},
    "studio:page_new": {},
    "studio:page_edit": {"page_id": POST},
    "studio:page_up": {"page_id": POST},
    "studio:page_down": {"page_id": POST},
    "studio:page_trash": {"page_id": POST},
    "studio:page_restore": {"page_id": POST},
    "studio:media": {},
    "studio:picture_add": {},
    "studio:picture": {"key": KEY},
    "studio:picture_trash": {"key": KEY},
    "studio:picture_restore": {"key": KEY},
    "studio:picture_retry": {"key": KEY},
    "studio:messages": {},
    "studio:message": {"message_id": POST},
    "studio:message_unread": {"message_id": POST},
    "studio:message_spam": {"message_id": POST},
    "studio:message_not_spam": {"message_id": POST},
    "studio:message_trash": {"message_id": POST},
    "studio:message_restore": {"message_id": POST},
    "studio:categories": {},
    "studio:category_new": {},
    "studio:category_edit": {"category_id": POST},
    "studio:category_delete": {"category_id": POST},
    "studio:category_restore": {"category_id": POST},
    "studio:authors": {},
    "studio:author_new": {},
    "studio:author_edit": {"author_id": POST},
    "studio:author_delete": {"author_id": POST},
    "studio:author_restore": {"author_id": POST},
    "studio:moves": {},
    "studio:move_remove": {"move_id": POST},
    "studio:move_restore": {"move_id": POST},
    "studio:team": {},
    "studio:team_invite": {},
    "studio:team_role": {"user_id": NOBODY},
    "studio:team_remove": {"user_id": NOBODY},
    "studio:team_restore": {"token": "nothing"},
    "studio:invitation_revoke": {"invitation_id": NOBODY},
    "studio:invitation_restore": {"invitation_id": NOBODY},
    "studio:settings": {},
    "studio:usage": {},
    "studio:history": {},
    "studio:domain": {},
    "studio:domain_check": {"claim_id": NOBODY},
    "studio:domain_main": {"claim_id": NOBODY},
    "studio:domain_remove": {"claim_id": NOBODY},
    "studio:domain_restore": {"claim_id": NOBODY},
    "studio:look": {},
    "studio:look_accent": {},
    "studio:look_back": {},
    "studio:look_preview": {},
}

PLATFORM: dict[str, dict[str, object]] = {
    "landing": {},
    "about": {},
    "contact": {},
    "report": {},
    "report_sent": {},
    "discover": {},
    "discover_feed": {},
    "contact_sent": {},
    "health": {},
    "health_live": {},
    "health_ready": {},
    "tls_ask": {},
    "dev_mail": {},
    "dev_letter": {"name": "nothing"},
    "signup": {},
    "address_check": {},
    "signup_waiting": {},
    "signup_invited": {"token": "nothing"},
    "account": {},
    "account_name": {},
    "account_export": {},
    "account_sessions": {},
    "account_sessions_end_others": {},
    "account_session_end": {"handle": "nothing"},
    "account_close": {},
    "account_inactive": {},
    "account_reopen": {},
    "account_reopen_link": {"token": "nothing"},
    "your_blogs": {},
    "blog_new": {},
    "blog_opening": {"tenant_id": NOBODY},
    "blog_leave": {"tenant_id": NOBODY},
    "blog_transfer": {"tenant_id": NOBODY},
    "blog_archive": {"tenant_id": NOBODY},
    "blog_download": {"tenant_id": NOBODY, "backup_id": NOBODY},
    "blog_delete": {"tenant_id": NOBODY},
    "blog_undelete": {"tenant_id": NOBODY},
    "invitation": {"token": "nothing"},
    "handoff_start": {},
    "sign_out_everywhere": {},
}

# Behind the wall of tests/admin; whoever is asked for here never passes it.
ADMIN: dict[str, dict[str, object]] = {
    "admin:index": {},
    "admin:blogs": {},
    "admin:blogs_page": {"pk": NOBODY},
    "admin:blogs_bulk": {},
    "admin:blogs_suspend": {"pk": NOBODY},
    "admin:blogs_resume": {"pk": NOBODY},
    "admin:blogs_lock": {"pk": NOBODY},
    "admin:blogs_unlock": {"pk": NOBODY},
    "admin:blogs_distrust": {"pk": NOBODY},
    "admin:blogs_trust": {"pk": NOBODY},
    "admin:blogs_hand-over": {"pk": NOBODY},
    "admin:blogs_unlist": {"pk": NOBODY},
    "admin:blogs_list": {"pk": NOBODY},
    "admin:blogs_rename": {"pk": NOBODY},
    "admin:blogs_delete": {"pk": NOBODY},
    "admin:blogs_restore": {"pk": NOBODY},
    "admin:blogs_back-up": {"pk": NOBODY},
    "admin:blogs_put-back": {"pk": NOBODY},
    "admin:blogs_take-back": {"pk": NOBODY},
    "admin:blogs_copy": {"pk": NOBODY},
    "admin:blogs_purge": {"pk": NOBODY},
    "admin:blogs_plan": {"pk": NOBODY},
    "admin:watch": {},
    "admin:reports": {},
    "admin:reports_page": {"pk": NOBODY},
    "admin:reports_uphold": {"pk": NOBODY},
    "admin:reports_dismiss": {"pk": NOBODY},
    "admin:reports_reopen": {"pk": NOBODY},
    "admin:watch_rules": {},
    "admin:plans": {},
    "admin:plans_new": {},
    "admin:plans_page": {"pk": POST},
    "admin:plans_edit": {"pk": POST},
    "admin:people": {},
    "admin:people_page": {"pk": NOBODY},
    "admin:people_sign-out": {"pk": NOBODY},
    "admin:people_disable": {"pk": NOBODY},
    "admin:people_enable": {"pk": NOBODY},
    "admin:signups": {},
    "admin:signups_page": {"pk": NOBODY},
    "admin:signups_rules": {},
    "admin:signups_bulk": {},
    "admin:signups_approve": {"pk": NOBODY},
    "admin:signups_refuse": {"pk": NOBODY},
    "admin:invites": {},
    "admin:invites_page": {"pk": NOBODY},
    "admin:invites_new": {},
    "admin:invites_revoke": {"pk": NOBODY},
    "admin:invites_renew": {"pk": NOBODY},
    "admin:audit": {},
    "admin:audit_page": {"pk": NOBODY},
    "admin:audit_export": {"kind": "csv"},
    "admin:many": {},
    "admin:many_page": {"pk": NOBODY},
    "admin:many_undo": {"pk": NOBODY},
    "admin:many_stop": {"pk": NOBODY},
    "admin:messages": {},
    "admin:messages_page": {"pk": 1},
    "admin:work": {},
    "admin:work_page": {"pk": 1},
    "admin:nothing": {"url": "tenants/tenant/add/"},
}


@dataclass(frozen=True)
class Endpoint:
    """One named pattern with its path."""

    name: str
    path: str


def patterns(urlconf: str) -> list[str]:
    """The names of all patterns of `urlconf`, namespaces included, in order."""
    return list(_names(get_resolver(urlconf).url_patterns, ""))


def _names(found: list[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
    for pattern in found:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}"


def endpoints(urlconf: str, examples: dict[str, dict[str, object]]) -> list[Endpoint]:
    """Every pattern of `urlconf` with its example path, in the URLconf's order, once a name."""
    names = dict.fromkeys(patterns(urlconf))
    return [Endpoint(name, reverse(name, urlconf=urlconf, kwargs=examples[name])) for name in names]
