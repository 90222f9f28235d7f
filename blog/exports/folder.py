"""A blog as a folder for any static host: every page a reader can reach, links relative."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from glob import escape
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from blog.exports.ask import Application, Found, ask
from blog.exports.html import addresses, rewritten
from blog.exports.names import file_of, link_between

SEEDS = ("/", "/feed.xml", "/sitemap.xml", "/robots.txt", "/llms.txt", "/favicon.ico")
NOT_FOUND = "/this-page-is-not-there/"
NOT_FOLLOWED = ("/studio/", "/login/", "/logout/", "/handoff/")
_IN_STYLES = re.compile(r"""url\(\s*['"]?([^'")]+)['"]?\s*\)|@import\s+['"]([^'"]+)['"]""")
_SHARED = re.compile(r'<meta property="og:image" content="([^"]*)">')

type Progress = Callable[[int, int], None]


class FolderExists(ValueError):
    """The folder is there already and holds something."""


@dataclass(slots=True)
class Exported:
    """What was written. A target is a path of the blog, perhaps with a query."""

    files: dict[str, str] = field(default_factory=dict)  # target → file
    moved: dict[str, str] = field(default_factory=dict)  # target → target
    nowhere: dict[str, str] = field(default_factory=dict)  # target → the page that links to it
    bytes: int = 0


def export_folder(
    application: Application,
    *,
    host: str,
    origin: str,
    folder: Path,
    base: str = "",
    progress: Progress = lambda done, known: None,
) -> Exported:
    """Write the blog at `host` into `folder`; raises FolderExists when something is in it.

    `origin` is the blog's own, such as `https://alice.example.page`; `base` is the origin it will
    be read at, named in feeds, the sitemap and canonical links (the same one when empty). The
    folder appears whole or not at all.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderExists(f"{folder} is there already, and not empty.")
    _take_leftovers(folder)
    aside = folder.with_name(f"{_aside_of(folder)}{os.getpid()}")
    aside.mkdir(parents=True)
    try:
        with _at_work_in(aside):
            work = _Export(application, host, origin, (base or origin).rstrip("/"), aside, progress)
            result = work.run()
            if folder.exists():
                folder.rmdir()
            aside.rename(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return result


def _aside_of(folder: Path) -> str:
    return f".{folder.name}.partial-"


@contextmanager
def _at_work_in(aside: Path) -> Iterator[None]:
    """Hold the folder; BlockingIOError while somebody else does. A dead process holds none."""
    handle = os.open(aside, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _take_leftovers(folder: Path) -> None:
    """Remove what a run that was killed left beside `folder`; not what somebody is writing."""
    for left in folder.parent.glob(f"{escape(_aside_of(folder))}*"):
        with suppress(OSError), _at_work_in(left):
            shutil.rmtree(left)


class _Export:
    """First everything is fetched as it is, then links are changed, since all is known by then."""

    def __init__(
        self, application: Application, host: str, origin: str, base: str, folder: Path,
        progress: Progress,
    ) -> None:  # fmt: skip
        self.application, self.host, self.origin, self.base = application, host, origin, base
        self.folder, self.progress = folder, progress
        self._own_origin = re.compile(re.escape(origin) + r"(?![\w.:-])")
        self.done = Exported()
        self.pages: list[str] = []  # files whose links are to be changed
        self._waiting = deque((seed, "") for seed in SEEDS)
        self._known = set(SEEDS)

    def run(self) -> Exported:
        while self._waiting:
            target, page = self._waiting.popleft()
            self._fetch(target, page)
            self.progress(len(self.done.files), len(self._known))
        self._write("404.html", ask(self.application, self.host, NOT_FOUND))
        self.pages.append("404.html")
        for file in self.pages:
            self._change_links(file)
        return self.done

    def _fetch(self, target: str, page: str) -> None:
        file = file_of(target)
        found = ask(self.application, self.host, target) if file else None
        if file and found and found.status == 200:
            self.done.files[target] = file
            self._write(file, found)
            self._note_links(target, file, found)
        elif found and found.location and self._local(found.location, target):
            self.done.moved[target] = self._local(found.location, target)
            self._follow(self.done.moved[target], page)
        elif target not in SEEDS:
            self.done.nowhere[target] = page

    def _write(self, file: str, found: Found) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(found.body)
        self.done.bytes += len(found.body)

    def _note_links(self, target: str, file: str, found: Found) -> None:
        kind = found.content_type.partition(";")[0]
        if kind == "text/html":
            self.pages.append(file)
            links = addresses(found.body.decode())
            if self.base != self.origin:  # else other sites find the picture where it is
                links += map(unescape, _SHARED.findall(found.body.decode()))
        elif kind == "text/css":
            links = [one or other for one, other in _IN_STYLES.findall(found.body.decode())]
        elif kind.endswith(("xml", "json")) or kind.startswith("text/"):
            text = found.body.decode()
            links = re.findall(self._own_origin.pattern + r"[^\s<>\"'\])\\]*", text)
            (self.folder / file).write_text(self._based(text))
        else:
            links = []
        for link in links:
            self._follow(self._local(link, target), target)

    def _follow(self, target: str, page: str) -> None:
        if target and target not in self._known and not target.startswith(NOT_FOLLOWED):
            self._known.add(target)
            self._waiting.append((target, page))

    def _local(self, link: str, page: str) -> str:
        """The path and query `link` leads to on this blog; empty for anywhere else."""
        parts = urlsplit(urljoin(self.origin + page, link))
        if f"{parts.scheme}://{parts.netloc}" != self.origin:
            return ""
        return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"

    def _change_links(self, file: str) -> None:
        path = self.folder / file
        targets = {one: target for target, one in self.done.files.items()}
        page = targets.get(file, NOT_FOUND)

        def change(link: str) -> str:
            target, fragment = self._local(link, page), urlsplit(link).fragment
            target = self.done.moved.get(target, target)
            there = self.done.files.get(target)
            hash_ = f"#{fragment}" if fragment else ""
            if there:
                return hash_ if there == file and hash_ else link_between(file, there) + hash_
            return urljoin(self.origin + page, link) if target else link

        path.write_text(self._based(rewritten(path.read_text(), change)))

    def _based(self, text: str) -> str:
        """`text` with the blog's own origin changed to the one it will be read at."""
        return self._own_origin.sub(lambda _found: self.base, text)
