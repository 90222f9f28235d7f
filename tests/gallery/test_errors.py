"""Every form, badly filled in: a focused summary, linked to the fields, and the words kept."""

from __future__ import annotations

import re

import pytest

from tests.gallery.walk import Shown

pytestmark = pytest.mark.django_db
# Forms are those that MAKE something and can be filled in badly; each has such a page in the walk.
FORMS = {
    "contact",
    "report",
    "signup",
    "blog_new",
    "blog_transfer",
    "blog_delete",
    "account_login",
    "account_name",
    "account_close",
    "account_email",
    "account_reset_password",
    "account_reset_password_from_key",
    "account_change_password",
    "mfa_activate_totp",
    "mfa_authenticate",
    "studio:post_new",
    "studio:posts_many",
    "studio:preview_links",
    "studio:review",
    "studio:page_new",
    "studio:category_new",
    "studio:category_merge",
    "studio:tag_edit",
    "studio:tag_merge",
    "studio:author_new",
    "studio:byline",
    "studio:media",
    "studio:picture_replace",
    "studio:picture_words",
    "studio:navigation",
    "studio:moves",
    "studio:settings",
    "studio:domain",
    "studio:look",
    "studio:team_invite",
    "admin:blogs_suspend",
    "admin:blogs_enter",
    "admin:blogs_rename",
    "admin:people_close",
    "admin:people_erase",
    "admin:signups_rules",
    "admin:invites_new",
    "admin:plans_new",
    "admin:watch_rules",
    "admin:review_suspend",
    "admin:notices_new",
    "admin:house_mode",
    "admin:house_switch",
    "blog_decision",
    "signup_invited",
}
SUMMARY = re.compile(r'<(\w+)[^>]*class="notice bad"[^>]*>(.*?)</\1>', re.S)


def errors(pages: list[Shown]) -> list[Shown]:
    return [page for page in pages if page.name.endswith("-errors")]


def test_every_form_is_filled_in_badly(pages: list[Shown]) -> None:
    assert {page.endpoint for page in errors(pages)} == FORMS


def test_the_summary_is_focused_and_leads_to_the_fields(pages: list[Shown]) -> None:
    wrong = {}
    for page in errors(pages):
        summary = re.search(r'<(\w+)([^>]*\brole="alert"[^>]*)>(.*?)</\1>', page.html, re.S)
        if summary is None or 'tabindex="-1"' not in summary[2] or "autofocus" not in summary[2]:
            wrong[page.name] = "no summary, or none that takes the focus"
            continue
        targets = re.findall(r'href="#([^"]+)"', summary[3])
        gone = [target for target in targets if f'id="{target}"' not in page.html]
        if gone or not (targets or "<li>" in summary[3]):
            wrong[page.name] = f"leads to {gone or 'nothing'}"
    assert wrong == {}


def test_the_title_says_so_first(pages: list[Shown]) -> None:
    titles = {
        page.name: re.findall(r"<title>(.*?)</title>", page.html, re.S)[0] for page in errors(pages)
    }
    assert {
        name: t.strip() for name, t in titles.items() if not t.strip().startswith("Error:")
    } == {}


def test_what_was_typed_is_still_there(pages: list[Shown]) -> None:
    by_name = {page.name: page.html for page in pages}
    for name, typed in (
        ("platform-signup-errors", 'value="admin"'),
        ("account-login-errors", 'value="omar@'),
        ("account-email-errors", 'value="no"'),
        ("studio-editor-new-errors", 'value="12"'),
    ):
        assert typed in by_name[name], name
