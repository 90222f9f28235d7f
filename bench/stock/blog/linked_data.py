"""What a page says of itself to machines: the same words as Inkstead's."""

from __future__ import annotations

import json
from hashlib import sha256

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from blog.share.drawing import DRAWING_VERSION, HEIGHT, WIDTH

CONTEXT = "https://schema.org"
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def of_blog(request, blog):
    """The front page."""
    return _as_json({"@context": CONTEXT, **_blog(request, blog)})


def of_post(request, blog, post):
    """A post, and the way to it."""
    return _as_json(
        {"@context": CONTEXT, "@graph": [_post(request, blog, post), _way(request, blog, post)]}
    )


def share_url(request, blog, post):
    """Where the picture of a post is."""
    words = "\0".join((str(DRAWING_VERSION), blog.theme, blog.name, post.title))
    digest = sha256(words.encode()).hexdigest()[:16]
    return request.build_absolute_uri(reverse("share_picture", args=[post.pk, digest]))


def shared(request, blog, post):
    """That picture with its size."""
    return {"url": share_url(request, blog, post), "width": WIDTH, "height": HEIGHT, "alt": ""}


def _as_json(data):
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))


def _blog(request, blog):
    home = request.build_absolute_uri(reverse("home"))
    return {
        "@type": "Blog",
        "@id": f"{home}#blog",
        "url": home,
        "name": blog.name,
        "description": blog.description,
        "inLanguage": blog.language,
    }


def _post(request, blog, post):
    url = request.build_absolute_uri(post.get_absolute_url())
    return {
        "@type": "BlogPosting",
        "@id": f"{url}#post",
        "mainEntityOfPage": url,
        "headline": post.title,
        "description": post.lead,
        "datePublished": post.published_at.isoformat(),
        "dateModified": max(post.published_at, post.updated_at).isoformat(),
        "wordCount": post.words,
        "inLanguage": post.language or blog.language,
        "keywords": [tag.name for tag in post.tag_links],
        "articleSection": post.category.name if post.category else None,
        "author": _author(request, blog, post),
        "image": {
            "@type": "ImageObject",
            "url": share_url(request, blog, post),
            "width": WIDTH,
            "height": HEIGHT,
        },
        "isPartOf": _blog(request, blog),
    }


def _author(request, blog, post):
    if post.author is None:
        return {"@type": "Organization", "name": blog.name}
    url = request.build_absolute_uri(post.author.get_absolute_url())
    return {"@type": "Person", "name": post.author.name, "url": url}


def _way(request, blog, post):
    steps = [(blog.name, reverse("home")), (_("Archive"), reverse("post_list"))]
    if post.category:
        steps[1] = (post.category.name, post.category.get_absolute_url())
    steps.append((post.title, post.get_absolute_url()))
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": name,
            "item": request.build_absolute_uri(path),
        }
        for place, (name, path) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
