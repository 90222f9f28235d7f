"""What a blog begins with, and posts: the same rows as Inkstead writes."""

from __future__ import annotations

import uuid

from bench.stock.blog.models import Author, Blog, Category, Page, Post, Tag
from bench.texts import post_values
from blog.rendering import render_markdown
from blog.welcome_texts import about, contact, first_draft


def welcome(name):
    """The blog's row, a category, a byline, two pages and a draft."""
    Blog.objects.create(name=name)
    category = Category.objects.create(name="Notes", slug="notes")
    author = Author.objects.create(name=name, slug=name.lower(), user_id=uuid.uuid4())
    Page.objects.bulk_create(
        [
            Page(slug="about", position=1, **_text(about())),
            Page(slug="contact", position=2, **_text(contact())),
        ]
    )
    words = render_markdown(first_draft()[1])
    Post.objects.create(
        slug="welcome",
        category=category,
        author=author,
        created_by_id=author.user_id,
        summary=words.summary,
        words=words.words,
        **_text(first_draft()),
    )


def publish(count, *, now):
    """The posts `post-1` to `post-<count>`, filed and tagged as bench.content does it."""
    category, _ = Category.objects.get_or_create(slug="sea", defaults={"name": "Sea"})
    author, _ = Author.objects.get_or_create(slug="dora", defaults={"name": "Dora"})
    tags = [Tag.objects.get_or_create(slug=f"t{n}", defaults={"name": f"T{n}"})[0] for n in "abc"]
    numbers = range(1, count + 1)
    posts = Post.objects.bulk_create(
        Post(**post_values(number, now), category=category, author=author) for number in numbers
    )
    through = Post.tags.through
    through.objects.bulk_create(through(post=post, tag=tag) for post in posts for tag in tags)


def _text(text):
    title, content = text
    rendered = render_markdown(content)
    return {
        "title": title,
        "content": content,
        "content_html": str(rendered.html),
        "renderer_version": rendered.version,
    }
