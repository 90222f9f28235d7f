"""The studio: every room of a full blog, as its owner sees it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.gallery.places.place import Place
from tests.gallery.world import World


def studio_places(world: World) -> Iterator[Place]:
    """With something of everything, and with forms filled in badly."""
    yield from _rooms(world)
    yield from _filled_in_badly(world)


def _rooms(world: World) -> Iterator[Place]:
    ines, rows = world.client_of(world.people["ines"], world.blogs["full"]), world.rows
    for name, path in (
        ("posts", "posts/"),
        ("find", "find/"),
        ("find-found", "find/?q=n"),
        ("find-none", "find/?q=zzz"),
        ("posts-found", "posts/?q=river"),
        ("posts-none", "posts/?q=zzz"),
        ("posts-drafts", "posts/?status=draft"),
        ("posts-2", "posts/?page=2"),
        ("trash", "posts/?status=trash"),
        ("many-done", f"posts/many/{rows['many']}/"),
        ("editor-new", "posts/new/"),
        ("editor-first", "posts/new/?first=1"),
        ("editor-full", f"posts/{rows['post'].pk}/edit/"),
        ("editor-trashed", f"posts/{rows['gone'].pk}/edit/"),
        ("editor-changes", f"posts/{rows['revised'].pk}/edit/"),
        ("changes", f"posts/{rows['revised'].pk}/changes/"),
        ("changes-none", f"posts/{rows['post'].pk}/changes/"),
        ("revisions", f"posts/{rows['revised'].pk}/revisions/"),
        ("revisions-two", f"posts/{rows['revised'].pk}/revisions/compare/?old=1&new=3"),
        ("preview", f"posts/{rows['post'].pk}/preview/"),
        ("preview-screens", f"posts/{rows['post'].pk}/preview/screens/"),
        ("handed-in", "posts/handed-in/"),
        ("review", f"posts/{rows['handed'].post_id}/review/"),
        ("preview-links", f"posts/{rows['revised'].pk}/links/"),
        ("pages", "pages/"),
        ("page-new", "pages/new/"),
        ("page-edit", f"pages/{rows['page'].pk}/edit/"),
        ("page-trashed", f"pages/{rows['gone_page'].pk}/edit/"),
        ("navigation", "pages/navigation/"),
        ("media", "media/"),
        ("media-none", "media/?q=zzz"),
        ("media-bare", "media/?status=bare"),
        ("media-trash", "media/?status=trash"),
        ("picture", f"media/{rows['picture pier'].key}/"),
        ("picture-waiting", f"media/{rows['picture waiting'].key}/"),
        ("picture-failed", f"media/{rows['picture failed'].key}/"),
        ("picture-trashed", f"media/{rows['picture thrown-away'].key}/"),
        ("messages", "messages/"),
        ("messages-spam", "messages/?box=spam"),
        ("messages-trash", "messages/?box=trash"),
        ("message", f"messages/{rows['message0'].pk}/"),
        ("message-spam", f"messages/{rows['message2'].pk}/"),
        ("categories", "categories/"),
        ("category-new", "categories/new/"),
        ("category-edit", "categories/1/"),
        ("category-delete", "categories/1/delete/"),
        ("category-merge", "categories/1/merge/"),
        ("tags", "tags/"),
        ("tags-none", "tags/?q=zzz"),
        ("tag-edit", f"tags/{rows['tag']}/"),
        ("tag-merge", f"tags/{rows['tag']}/merge/"),
        ("tag-delete", f"tags/{rows['tag']}/delete/"),
        ("authors", "authors/"),
        ("author-new", "authors/new/"),
        ("byline", "authors/mine/"),
        ("author-edit", "authors/1/"),
        ("author-delete", "authors/1/delete/"),
        ("moves", "moves/"),
        ("team", "team/"),
        ("settings", "settings/"),
        ("domain", "settings/domain/"),
        ("plan", "settings/plan/"),
        ("history", "settings/history/"),
        ("look", "settings/look/"),
        ("look-chosen", "settings/look/?theme=fern&accent=%23ffe680&scheme=dark"),
        ("look-preview", "settings/look/preview/?theme=signal&accent=%23ffe680&scheme="),
        ("look-preview-dark", "settings/look/preview/?theme=fern&scheme=dark&at=post"),
    ):
        path = path.replace("categories/1/", f"categories/{rows['category']}/")
        path = path.replace("authors/1/", f"authors/{rows['author']}/")
        yield Place(name=f"studio-{name}", client=ines, path=f"/studio/{path}")
    yield Place(name="studio-404", client=ines, path="/studio/posts/999999/edit/", status=404)


def _filled_in_badly(world: World) -> Iterator[Place]:
    """And what others did meanwhile."""
    ines, rows = world.client_of(world.people["ines"], world.blogs["full"]), world.rows
    edit = f"posts/{rows['changed'].pk}/edit/"
    conflict = {"title": "Mine", "content": "One.\n\nMine.\n\nThree.", "version": "1"}
    for name, path, data, status in (
        (
            "editor-new-errors",
            "posts/new/",
            {"do": "publish", "title": "", "content": "x", "slug": "12"},
            200,
        ),
        ("editor-conflict", edit, conflict, 409),
        ("many-all", "posts/many/", {"do": "unpublish", "all": "1"}, 200),
        (
            "many-errors",
            "posts/many/",
            {"do": "tag", "picked": f"{rows['post'].pk}-1", "sure": "1", "tag": ""},
            200,
        ),
        ("review-errors", f"posts/{rows['handed'].post_id}/review/", {"do": "send_back"}, 200),
        ("preview-links-errors", f"posts/{rows['revised'].pk}/links/", {"days": "9"}, 200),
        ("page-errors", "pages/new/", {}, 200),
        ("navigation-errors", "pages/navigation/", {"url": "javascript:alert(1)"}, 200),
        ("media-errors", "media/", {}, 200),
        ("media-words-errors", "media/describe/", _too_long(rows["picture waiting"].key), 200),
        ("replace-errors", f"media/{rows['picture pier'].key}/replace/", {}, 200),
        ("category-errors", "categories/new/", {}, 200),
        ("category-merge-errors", f"categories/{rows['category']}/merge/", {}, 200),
        ("tag-errors", f"tags/{rows['tag']}/", {"name": "WINTER"}, 200),
        ("tag-merge-errors", f"tags/{rows['tag']}/merge/", {"into": "no such tag"}, 200),
        ("moves-errors", "moves/", {}, 200),
        ("author-errors", "authors/new/", {}, 200),
        ("byline-errors", "authors/mine/", {}, 200),
        ("settings-errors", "settings/", {"name": ""}, 200),
        ("domain-errors", "settings/domain/", {"domain": "co.uk"}, 200),
        ("look-errors", "settings/look/", {"theme": "fern", "accent": "greenish"}, 200),
        ("team-errors", "team/invite/", {"do": "letter"}, 200),
    ):
        yield Place(
            name=f"studio-{name}", client=ines, path=f"/studio/{path}", data=data, status=status
        )


def _too_long(key: str) -> dict[str, str]:
    return {"key": key, f"{key}-alt": "x" * 501}
