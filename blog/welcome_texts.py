"""The words a new blog begins with. Each is a title and Markdown, in the language in force."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

FIRST_DRAFT = gettext_noop(
    """\
This is a draft. Only you and the people you write with can see it. Nothing on this blog is public
until you press *Publish*.

## Writing

Write as you would in a letter. A blank line begins a new paragraph. A few marks do the rest; they
are called Markdown, and these are nearly all you need:

| To get | Type |
| --- | --- |
| *emphasis* | `*emphasis*` |
| **strong words** | `**strong words**` |
| a heading | `## A heading` |
| [a link](https://example.com/) | `[a link](https://example.com/)` |
| a list | `- ` before each item |

> Put `> ` before a line to quote somebody.

Long pieces read better with headings. This one has three.

## Publishing

A post needs a title. Its address follows the title until you publish, and stays from then on, so
that links keep working. You can take a post back at any time; the draft and its address remain.

A category says what a post is about, and tags say what else is in it. Both are optional.

## Next

- Write over this post, or put it in the trash. It can be restored from there.
- Say who you are: the **About** and **Contact** pages are yours to rewrite.
- Give the blog a description in the settings. It stands at the top of the home page.
"""
)


def about() -> tuple[str, str]:
    """The About page."""
    return _("About"), _(
        "This blog is new. Whoever writes here has not said anything about it yet.\n"
    )


def contact() -> tuple[str, str]:
    """The Contact page."""
    return _("Contact"), _(
        "There is no address here yet. Until there is, a feed reader is the way to hear of new"
        " posts: the feed is linked at the foot of every page.\n"
    )


def first_draft() -> tuple[str, str]:
    """The draft that shows a writer around."""
    return _("Welcome: read this, then write over it"), _(FIRST_DRAFT)
