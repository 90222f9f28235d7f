"""The quiet sentence after a deed, with its way back.

What is pressed in a sentence belongs to the page's empty form `id="deed"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.clock import blog_time
from blog.models import Blog, Move, Page, Post, PreviewLink
from blog.models.visibility import Visibility
from blog.studio.standing import time_words
from kit.origins import blog_url, platform_url
from tenants.http import MemberRequest

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

UNDO = '{} <button class="btn quiet" form="deed" formaction="{}">{}</button>'
LINK = '{} <a href="{}">{}</a>'
OFFER = LINK + ' <button class="btn quiet" form="deed" formaction="{}">{}</button>'
COPY = ' <button class="btn quiet" type="button" data-copy="{}" data-done="{}" hidden>{}</button>'
# What became of a post that is out, by whom it is for.
SAVED: dict[str, _StrPromise] = {
    Visibility.PUBLIC: gettext_lazy("Saved, and public."),
    Visibility.UNLISTED: gettext_lazy("Saved. Whoever has the address sees it; no list has it."),
    Visibility.MEMBERS: gettext_lazy("Saved. The people of this blog see it, and nobody else."),
}
PUBLISHED: dict[str, _StrPromise] = {
    Visibility.PUBLIC: gettext_lazy("Published."),
    Visibility.UNLISTED: gettext_lazy("Published, for whoever has the address."),
    Visibility.MEMBERS: gettext_lazy("Published, for the people of this blog."),
}


def say(request: MemberRequest, sentence: str) -> None:
    """One sentence."""
    messages.success(request, sentence)


def fail(request: MemberRequest, sentence: str) -> None:
    """Why nothing happened."""
    messages.error(request, sentence)


def say_undoable(request: MemberRequest, sentence: str, undo: str) -> None:
    """One sentence and the button that takes its deed back; `undo` is where that is posted."""
    messages.success(request, format_html(UNDO, sentence, undo, _("Undo")))


def say_saved(request: MemberRequest, post: Post) -> None:
    """That it is kept; and, of a post that is out, who sees it."""
    if post.is_out:
        path = post.get_absolute_url()
        messages.success(request, format_html(LINK, SAVED[post.visibility], path, _("View it")))
    else:
        messages.success(request, _("Saved."))


def say_kept(request: MemberRequest) -> None:
    """That the words are there, and that readers do not see them."""
    messages.success(request, _("Kept. Readers do not see it before you press “Update”."))


def say_page_saved(request: MemberRequest, page: Page) -> None:
    """That it is kept, which for a page means public, unless it is in the trash."""
    if page.trashed_at is not None:
        return say(request, _("Saved. The page is in the trash: restore it to make it public."))
    path = page.get_absolute_url()
    saved = format_html(LINK, _("Saved, and public."), path, _("View it"))
    return messages.success(request, saved)


def say_page_moved(request: MemberRequest, page: Page, places: int) -> None:
    """That it has another place, with a way back."""
    undo = reverse("studio:page_down" if places < 0 else "studio:page_up", args=[page.pk])
    sentence = _("Moved up.") if places < 0 else _("Moved down.")
    messages.success(request, format_html(UNDO, sentence, undo, _("Undo")))


def say_page_trashed(request: MemberRequest, page: Page) -> None:
    """That it is in the trash, with a way back."""
    undo = reverse("studio:page_restore", args=[page.pk])
    messages.success(request, format_html(UNDO, _("Moved to the trash."), undo, _("Undo")))


def say_page_restored(request: MemberRequest, page: Page, *, same_address: bool) -> None:
    """That it is back, and where: another page may have its old address."""
    back = _("It is back.") if same_address else _("It is back, at a new address: %(path)s")
    sentence = back % {"path": page.get_absolute_url()}
    edit = reverse("studio:page_edit", args=[page.pk])
    messages.success(request, format_html(LINK, sentence, edit, page.title))


def say_published(request: MemberRequest, post: Post) -> None:
    """That it can be read and where, or when it will be."""
    if not post.is_out:
        return _say_scheduled(request, post)
    path = post.get_absolute_url()
    address = blog_url(request.tenant.canonical_host, path)
    words = (PUBLISHED[post.visibility], path, _("View it"), address, _("Copied"), _("Copy link"))
    messages.success(request, format_html(LINK + COPY, *words))
    return _offer_passkey(request)


def _offer_passkey(request: MemberRequest) -> None:
    """Signing in without a password, until somebody has a passkey or says no, thanks.

    The answer to both lies with the user, who was read before the blog's transaction began.
    """
    if not request.user.offer_passkey:
        return
    back = blog_url(request.tenant.primary_host, reverse("studio:posts"))
    passkeys = reverse("mfa_list_webauthn", settings.PUBLIC_SCHEMA_URLCONF)
    there = platform_url(f"{passkeys}?{urlencode({'back': back})}")
    no = f"{reverse('studio:passkey_decline')}?{urlencode({'next': request.path})}"
    sentence, yes = _("Next time, sign in without a password."), _("Set up a passkey")
    messages.info(request, format_html(OFFER, sentence, there, yes, no, _("No, thanks")))


def _say_scheduled(request: MemberRequest, post: Post) -> None:
    with blog_time(Blog.objects.current()):
        when = time_words(post.published_at) if post.published_at else ""
    messages.success(request, _("It will be public on %(when)s.") % {"when": when})


def say_trashed(request: MemberRequest, post: Post) -> None:
    """That it is in the trash, with a way back."""
    undo = reverse("studio:post_restore", args=[post.pk])
    say_undoable(request, _("Moved to the trash."), undo)


def say_restored(request: MemberRequest, post: Post, *, as_it_was: bool) -> None:
    """That it is back, and where; as a draft, where the plan has no room for more in public."""
    edit = reverse("studio:post_edit", args=[post.pk])
    full = _("It is back, as a draft: the plan of this blog has no room for more in public.")
    sentence = _("It is back.") if as_it_was else full
    messages.success(request, format_html(LINK, sentence, edit, post.title or _("Open it")))


def say_unpublished(request: MemberRequest, post: Post) -> None:
    """What became of it, with a way back to the date and the words it had.

    A time to come is not kept, and words that are written meanwhile are not given to readers.
    """
    said = _("Taken back. It is a draft again, and keeps its address.")
    if post.published_at is None:
        messages.success(request, said)
        return
    again = f"?again={post.version}"
    say_undoable(request, said, reverse("studio:post_publish", args=[post.pk]) + again)


def handed_in() -> str:
    """Of a draft that waits for an editor."""
    return _("Handed in. An editor reads it; until somebody answers you can take it back.")


def taken_back() -> str:
    """Of one that waits no more."""
    return _("Taken back. It is your draft again.")


def sent_back() -> str:
    """Of one that an editor read."""
    return _("Sent back. Whoever wrote it is told, and reads your note.")


def say_pinned(request: MemberRequest, post: Post) -> None:
    """That it stands on top, with a way back."""
    undo = reverse("studio:post_unpin", args=[post.pk])
    say_undoable(request, _("On top of the blog now."), undo)


def say_unpinned(request: MemberRequest, post: Post, place: int | None) -> None:
    """That its date puts it in its place, with a way back to the `place` it had on top."""
    undo = reverse("studio:post_pin", args=[post.pk]) + (f"?place={place}" if place else "")
    say_undoable(request, _("Taken down. Its date puts it in its place again."), undo)


def say_pin_moved(request: MemberRequest, post: Post, places: int) -> None:
    """That it has another place on top, with a way back."""
    undo = reverse("studio:pin_down" if places < 0 else "studio:pin_up", args=[post.pk])
    say_undoable(request, _("Moved up.") if places < 0 else _("Moved down."), undo)


def say_preview_link_revoked(request: MemberRequest, link: PreviewLink) -> None:
    """That it shows nothing, with a way back."""
    undo = reverse("studio:preview_link_restore", args=[link.post_id, link.pk])
    say_undoable(request, _("The link is taken back. It shows nothing any more."), undo)


def say_preview_link_restored(request: MemberRequest) -> None:
    """That it shows the post again."""
    messages.success(request, _("The link is good again, until its time is over."))


def say_revision_restored(request: MemberRequest, post: Post, before: int) -> None:
    """What came back, and who sees it, with a way back to the version there was `before`."""
    undo = reverse("studio:revision_restore", args=[post.pk, before])
    if post.status == "published":
        sentence = _("Brought back. Readers do not see it before you press “Update”.")
    else:
        sentence = _("Brought back.")
    say_undoable(request, sentence, undo)


def say_changes_dropped(request: MemberRequest, post: Post, before: int) -> None:
    """That it says what readers see, with a way back to the version there was `before`."""
    undo = reverse("studio:revision_restore", args=[post.pk, before])
    say_undoable(request, _("The changes are dropped. They stay among the revisions."), undo)


def say_move_added(request: MemberRequest, move: Move) -> None:
    """That it leads on, with a way back."""
    undo = reverse("studio:move_remove", args=[move.pk])
    say_undoable(request, _("%(path)s leads on from now.") % {"path": move.path}, undo)


def say_move_removed(request: MemberRequest, move: Move) -> None:
    """That it leads nowhere, with a way back."""
    undo = reverse("studio:move_restore", args=[move.pk])
    say_undoable(request, _("%(path)s leads nowhere now.") % {"path": move.path}, undo)
