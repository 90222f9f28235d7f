"""Addresses of the studio. No answer of it is kept by anything on the way."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control

from blog.studio.views import (
    authors,
    categories,
    deeds,
    domains,
    history,
    home,
    invitations,
    look,
    look_preview,
    media,
    message_deeds,
    messages,
    moves,
    page_deeds,
    pages,
    passkey,
    picture_deeds,
    post_edit,
    post_preview,
    post_words,
    posts,
    preview,
    revisions,
    settings,
    team,
    usage,
    visits,
)

app_name = "studio"


def room(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """An address whose answers are this person's alone and are stored nowhere."""
    return path(route, cache_control(private=True, no_store=True)(view), name=name)


urlpatterns = [
    room("", home.home, "home"),
    room("passkey/no/", passkey.passkey_decline, "passkey_decline"),
    room("posts/", posts.posts, "posts"),
    room("posts/new/", post_edit.post_new, "post_new"),
    room("posts/words/", post_words.post_begin, "post_begin"),
    room("posts/<int:post_id>/words/", post_words.post_words, "post_words"),
    room("posts/<int:post_id>/edit/", post_edit.post_edit, "post_edit"),
    room("posts/<int:post_id>/preview/", post_preview.post_preview, "post_preview"),
    room("posts/<int:post_id>/publish/", deeds.post_publish, "post_publish"),
    room("posts/<int:post_id>/unpublish/", deeds.post_unpublish, "post_unpublish"),
    room("posts/<int:post_id>/trash/", deeds.post_trash, "post_trash"),
    room("posts/<int:post_id>/restore/", deeds.post_restore, "post_restore"),
    room("posts/<int:post_id>/revisions/", revisions.revisions, "revisions"),
    room("posts/<int:post_id>/revisions/compare/", revisions.revision_compare, "revision_compare"),
    room(
        "posts/<int:post_id>/revisions/<int:version>/restore/",
        revisions.revision_restore,
        "revision_restore",
    ),
    room("posts/<int:post_id>/changes/", revisions.post_changes, "post_changes"),
    room("posts/<int:post_id>/changes/drop/", revisions.changes_drop, "changes_drop"),
    room("preview/", preview.preview, "preview"),
    room("pages/", pages.pages, "pages"),
    room("pages/new/", pages.page_new, "page_new"),
    room("pages/<int:page_id>/edit/", pages.page_edit, "page_edit"),
    room("pages/<int:page_id>/up/", page_deeds.page_up, "page_up"),
    room("pages/<int:page_id>/down/", page_deeds.page_down, "page_down"),
    room("pages/<int:page_id>/trash/", page_deeds.page_trash, "page_trash"),
    room("pages/<int:page_id>/restore/", page_deeds.page_restore, "page_restore"),
    room("media/", media.media, "media"),
    room("media/add/", media.picture_add, "picture_add"),
    room("media/<str:key>/", media.picture, "picture"),
    room("media/<str:key>/trash/", picture_deeds.picture_trash, "picture_trash"),
    room("media/<str:key>/restore/", picture_deeds.picture_restore, "picture_restore"),
    room("media/<str:key>/retry/", picture_deeds.picture_retry, "picture_retry"),
    room("messages/", messages.messages, "messages"),
    room("messages/<int:message_id>/", messages.message, "message"),
    room("messages/<int:message_id>/unread/", message_deeds.message_unread, "message_unread"),
    room("messages/<int:message_id>/spam/", message_deeds.message_spam, "message_spam"),
    room("messages/<int:message_id>/not-spam/", message_deeds.message_not_spam, "message_not_spam"),
    room("messages/<int:message_id>/trash/", message_deeds.message_trash, "message_trash"),
    room("messages/<int:message_id>/restore/", message_deeds.message_restore, "message_restore"),
    room("categories/", categories.categories, "categories"),
    room("categories/new/", categories.category_new, "category_new"),
    room("categories/<int:category_id>/", categories.category_edit, "category_edit"),
    room("categories/<int:category_id>/delete/", categories.category_delete, "category_delete"),
    room("categories/<int:category_id>/restore/", categories.category_restore, "category_restore"),
    room("authors/", authors.authors, "authors"),
    room("authors/new/", authors.author_new, "author_new"),
    room("authors/<int:author_id>/", authors.author_edit, "author_edit"),
    room("authors/<int:author_id>/delete/", authors.author_delete, "author_delete"),
    room("authors/<int:author_id>/restore/", authors.author_restore, "author_restore"),
    room("moves/", moves.moves, "moves"),
    room("moves/<int:move_id>/remove/", moves.move_remove, "move_remove"),
    room("moves/<int:move_id>/restore/", moves.move_restore, "move_restore"),
    room("team/", team.team, "team"),
    room("team/invite/", invitations.team_invite, "team_invite"),
    room("team/<uuid:user_id>/role/", team.team_role, "team_role"),
    room("team/<uuid:user_id>/remove/", team.team_remove, "team_remove"),
    room("team/restore/<str:token>/", team.team_restore, "team_restore"),
    room(
        "team/invitations/<uuid:invitation_id>/revoke/",
        invitations.invitation_revoke,
        "invitation_revoke",
    ),
    room(
        "team/invitations/<uuid:invitation_id>/restore/",
        invitations.invitation_restore,
        "invitation_restore",
    ),
    room("settings/", settings.settings, "settings"),
    room("settings/plan/", usage.usage, "usage"),
    room("settings/history/", history.history, "history"),
    room("visits/<uuid:visit_id>/", visits.visit, "visit"),
    room("settings/domain/", domains.domain, "domain"),
    room("settings/domain/<uuid:claim_id>/check/", domains.domain_check, "domain_check"),
    room("settings/domain/<uuid:claim_id>/main/", domains.domain_main, "domain_main"),
    room("settings/domain/<uuid:claim_id>/remove/", domains.domain_remove, "domain_remove"),
    room("settings/domain/<uuid:claim_id>/restore/", domains.domain_restore, "domain_restore"),
    room("settings/look/", look.look, "look"),
    room("settings/look/accent/", look.look_accent, "look_accent"),
    room("settings/look/back/", look.look_back, "look_back"),
    room("settings/look/preview/", look_preview.look_preview, "look_preview"),
]
