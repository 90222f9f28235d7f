"""What a page says of itself to machines, as JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from blog.media.faces import face_of
from blog.models import Post
from blog.public.context import ReaderRequest, absolute
from blog.public.shared import Shared
from kit.addresses import address

# Nothing in JSON may end the script element, nor begin a comment in it.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def as_json(data: dict[str, Any]) -> SafeString:
    """`data` as text that may stand inside a script element, whatever people wrote."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308  # escaped one line above


def of_blog(request: ReaderRequest) -> SafeString:
    """The front page."""
    return as_json({"@context": "https://schema.org", **_blog(request)})


def of_post(request: ReaderRequest, post: Post, shared: Shared) -> SafeString:
    """A post, and the way to it."""
    graph = [_post(request, post, shared), _way(request, post)]
    return as_json({"@context": "https://schema.org", "@graph": graph})


def _blog(request: ReaderRequest) -> dict[str, Any]:
    blog, home = request.blog, absolute(request, address("home"))
    return {
        "@type": "Blog",
        "@id": f"{home}#blog",
        "url": home,
        "name": blog.name,
        "description": blog.description,
        "inLanguage": blog.language,
    }


def _post(request: ReaderRequest, post: Post, shared: Shared) -> dict[str, Any]:
    url = absolute(request, post.get_absolute_url())
    changed = max(filter(None, [post.published_at, post.updated_at]))
    return {
        "@type": "BlogPosting",
        "@id": f"{url}#post",
        "mainEntityOfPage": url,
        "headline": post.title,
        "description": post.shared_words or post.lead,
        "datePublished": post.published_at.isoformat() if post.published_at else None,
        "dateModified": changed.isoformat(),
        "wordCount": post.words,
        "inLanguage": post.language or request.blog.language,
        "keywords": [link["title"] for link in post.tag_links],
        "articleSection": post.category.name if post.category else None,
        "author": _author(request, post),
        "image": {
            "@type": "ImageObject",
            "url": shared.url,
            "width": shared.width,
            "height": shared.height,
        },
        "isPartOf": _blog(request),
    }


def _author(request: ReaderRequest, post: Post) -> dict[str, Any]:
    if post.author is None:
        return {"@type": "Organization", "name": request.blog.name}
    person: dict[str, Any] = {"@type": "Person", "name": post.author.name}
    if face := face_of(post.face_file):
        person["image"] = absolute(request, face.path)
    if post.author.bio:
        person["description"] = post.author.description
    if not post.is_listed:  # whose page may hold nothing else, and then it is not there
        return person
    return {**person, "url": absolute(request, post.author.get_absolute_url())}


def _way(request: ReaderRequest, post: Post) -> dict[str, Any]:
    steps = [(request.blog.name, address("home")), (_("Archive"), address("post_list"))]
    if post.category and post.is_listed:
        steps[1] = (post.category.name, post.category.get_absolute_url())
    steps.append((post.title, post.get_absolute_url()))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": absolute(request, path)}
        for place, (name, path) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
