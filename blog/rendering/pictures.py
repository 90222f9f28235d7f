"""Pictures of the blog in gated HTML: an `<img>` that names one becomes what browsers choose from.

Stored HTML says `<img src="/media/KEY/NAME">` and nothing of files, so it stays true whatever
becomes of them. When it is shown, a typed generator writes the rest. Knows no models.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape

from blog.rendering.sanitize import SafeHtml, vouch_for

# The text column is at most 42 rem wide; on a phone it has a margin at each side.
SIZES = "(min-width: 46rem) 42rem, 92vw"
PLAIN_WIDTH = 960  # where there is one file to give: feeds, letters, old browsers

# Exact for what the gate gives: it escapes "<", ">" and quotes in attributes.
_IMG = r'<img ([^<>]*src="/media/([a-z2-7]{12})/[^"<>]*"[^<>]*)>'
_PLACE = re.compile(rf"<p>{_IMG}</p>|{_IMG}")
_KEY = re.compile(r'<img [^<>]*src="/media/([a-z2-7]{12})/')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class File:
    """One file of a picture; its name ends in `.jpg`, `.webp` or `.avif`; sides in pixels."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that is ready: `folder` is its path, `files` are there in rising widths."""

    folder: str
    files: tuple[File, ...]
    alt: str  # for texts that say none themselves

    def html(self, *, alt: str, lazy: bool) -> str:
        """`<picture>` with AVIF, where there is some, and WebP and JPEG of each width."""
        sources = "".join(self._source(kind) for kind in ("avif", "webp"))
        best = self._plain()
        loading = ' loading="lazy"' if lazy else ""
        return (
            f"<picture>{sources}"
            f'<img src="{escape(self.folder + best.name)}" srcset="{self._set(".jpg")}"'
            f' sizes="{SIZES}" width="{best.width}" height="{best.height}"'
            f' alt="{escape(alt or self.alt)}"{loading} decoding="async"></picture>'
        )

    def plain_html(self, *, alt: str) -> str:
        """One `<img>`, for readers that know nothing else."""
        best = self._plain()
        return (
            f'<img src="{escape(self.folder + best.name)}" width="{best.width}"'
            f' height="{best.height}" alt="{escape(alt or self.alt)}">'
        )

    def _source(self, kind: str) -> str:
        files = self._set(f".{kind}")
        return f'<source type="image/{kind}" srcset="{files}" sizes="{SIZES}">' if files else ""

    def _plain(self) -> File:
        plain = [file for file in self.files if file.name.endswith(".jpg")]
        return next((file for file in plain if file.width >= PLAIN_WIDTH), plain[-1])

    def _set(self, suffix: str) -> str:
        files = (file for file in self.files if file.name.endswith(suffix))
        return ", ".join(f"{escape(self.folder + file.name)} {file.width}w" for file in files)


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence in a picture's place, for those who write; `waits` when it will be there soon."""

    text: str
    waits: bool = False

    def html(self) -> str:
        return f'<span class="picture-note"{" data-waits" * self.waits}>{escape(self.text)}</span>'


@dataclass(frozen=True, slots=True)
class Pictures:
    """What is known of the pictures that a text names, by key. What is not known is left out."""

    known: Mapping[str, Shown | Note] = field(default_factory=dict)
    plain: bool = False

    def put_into(self, html: SafeHtml) -> SafeHtml:
        """`html` with each picture as it is shown; one that stands alone becomes a figure."""
        if not _KEY.search(html):
            return html
        return vouch_for(_PLACE.sub(self._place, html))

    def _place(self, found: re.Match[str]) -> str:
        alone = found[1] is not None
        said = dict(_ATTRIBUTE.findall(found[1] if alone else found[3]))
        picture = self.known.get(found[2] if alone else found[4])
        if picture is None:
            return ""
        if isinstance(picture, Note):
            return f"<p>{picture.html()}</p>" if alone else picture.html()
        alt, caption = unescape(said.get("alt", "")), said.get("title", "")
        markup = picture.plain_html(alt=alt) if self.plain else picture.html(alt=alt, lazy=True)
        if not alone:
            return markup
        words = f"<figcaption>{escape(unescape(caption))}</figcaption>" if caption else ""
        return f"<figure>{markup}{words}</figure>"


def keys_in(html: str) -> set[str]:
    """The keys of the pictures that gated `html` names."""
    return set(_KEY.findall(html))
