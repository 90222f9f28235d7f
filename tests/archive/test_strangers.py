"""Archives are what strangers send: refused with a sentence, and nothing changed."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from blog.models import Post
from tenants.actions.restore_as import restore_as
from tenants.actions.restore_over import restore_over
from tenants.archive.errors import BadArchive
from tenants.archive.reader import Archive, is_safe
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.archive.blogs import archive_of, in_database, put_media, sums
from tests.conftest import ensure_template

pytestmark = pytest.mark.django_db

type Files = dict[str, bytes]


def unpacked(path: Path) -> Files:
    with zipfile.ZipFile(path) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def packed(path: Path, files: Files, more: Callable[[zipfile.ZipFile], None] | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
        if more:
            more(zipped)
    return path


def with_manifest(files: Files, change: Callable[[dict[str, Any]], None]) -> Files:
    manifest = json.loads(files["manifest.json"])
    change(manifest)
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def resummed(files: Files) -> Files:
    """The manifest of a clever stranger: every sum is right."""
    import hashlib

    def change(manifest: dict[str, Any]) -> None:
        manifest["members"] = {
            name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
            if not name.startswith("manifest")
        }
        for table, facts in manifest["tables"].items():
            facts["rows"] = files[f"data/{table}.copy"].count(b"\n")

    return with_manifest(files, change)


def table(
    name: str, text: bytes = b"", columns: list[str] | None = None
) -> Callable[[Files], Files]:
    def change(files: Files) -> Files:
        facts = {"columns": columns or ["id"], "rows": 0, "identity": {}}
        more = with_manifest(files, lambda m: m["tables"].update({name: facts}))
        return resummed({**more, f"data/{name}.copy": text})

    return change


def edited(name: str, old: bytes, new: bytes) -> Callable[[Files], Files]:
    def change(files: Files) -> Files:
        assert old in files[name]
        return resummed({**files, name: files[name].replace(old, new, 1)})

    return change


def manifest(change: Callable[[dict[str, Any]], Any]) -> Callable[[Files], Files]:
    return lambda files: with_manifest(files, change)


def without(name: str) -> Callable[[Files], Files]:
    return lambda files: {key: value for key, value in files.items() if key != name}


def added(name: str) -> Callable[[Files], Files]:
    return lambda files: resummed({**files, name: b"x"})


POST = "data/blog_post.copy"
HOSTILE: dict[str, tuple[Callable[[Files], Files], str]] = {
    "a wrong sum": (lambda f: {**f, POST: f[POST].replace(b"Post", b"Pest", 1)}, "damaged"),
    "a size that lies": (lambda f: {**f, POST: f[POST] + b"x"}, "as large as"),
    "no manifest": (without("manifest.json"), "no whole archive"),
    "no signature": (without("manifest.sha256.hmac"), "no whole archive"),
    "a member gone": (without(POST), "lacks data/blog_post.copy"),
    "a note gone": (without("memberships.json"), "lacks memberships.json"),
    "a member too many": (lambda f: {**f, "data/more.copy": b""}, "does not belong"),
    "a program": (added("run.sh"), "does not belong"),
    "an absolute path": (added("/etc/passwd"), "leads out"),
    "a way up": (added("media/../../../etc/cron.d/x"), "leads out"),
    "a way up at the front": (added("../x"), "leads out"),
    "a drive": (added("media/c:/x"), "leads out"),
    "a backslash": (added("media/..\\x"), "leads out"),
    "a folder": (added("media/x/"), "leads out"),
    "an empty part": (added("media//x"), "leads out"),
    "other words": (manifest(lambda m: m.update(product="word")), "no archive of a blog"),
    "another format": (manifest(lambda m: m.update(format=99)), "reads up to 1"),
    "no JSON": (lambda f: {**f, "manifest.json": b"{"}, "cannot be read"),
    "deep JSON": (lambda f: {**f, "manifest.json": b"[" * 100_000}, "cannot be read"),
    "a list for a manifest": (lambda f: {**f, "manifest.json": b"[]"}, "cannot be read"),
    "a bad id": (manifest(lambda m: m["blog"].update(id="x")), "cannot be read"),
    "rows below zero": (manifest(lambda m: m["tables"]["blog_post"].update(rows=-1)), "be read"),
    "rows that lie": (manifest(lambda m: m["tables"]["blog_post"].update(rows=2)), "rows"),
    "a huge identity": (
        manifest(lambda m: m["tables"]["blog_post"]["identity"].update(id=2**63)),
        "cannot be read",
    ),
    "SQL for a table": (table('x"; DROP TABLE blog_post; --'), "cannot be read"),
    "SQL for a column": (table("blog_tag", columns=["id) FROM PROGRAM 'x' --"]), "cannot be read"),
    "a table of the platform": (table("accounts_user"), "does not have: accounts_user"),
    "the books": (table("django_migrations"), "does not have: django_migrations"),
    "the outbox": (table("blog_outboxentry"), "does not have: blog_outboxentry"),
    "a strange column": (
        table("blog_tag", columns=["id", "tableoid"]),
        "column that it should not have: tableoid",
    ),
    "a column twice": (table("blog_tag", columns=["id", "id"]), "cannot be read"),
    "a newer version": (
        manifest(lambda m: m["migrations"].append(["blog", "0999_later"])),
        "newer version of Inkstead",
    ),
    "no versions": (manifest(lambda m: m.update(migrations=[])), "has holes"),
    "versions with holes": (
        manifest(lambda m: m["migrations"].remove(["blog", "0001_initial"])),
        "has holes",
    ),
    "data of another shape": (edited(POST, b"\t", b""), "does not fit"),
    "a number that is none": (edited("data/blog_tag.copy", b"1\t", b"one\t"), "does not fit"),
    "a byte that is no letter": (edited(POST, b"Post 1", b"Post \xff"), "does not fit"),
    "a row that breaks a rule": (edited(POST, b"published", b"nonsense"), "does not fit"),
    "a link to nowhere": (
        edited("data/blog_post_tags.copy", b"\n", b"\n999999\t999999\t1\n"),
        "does not fit",
    ),
    "an end in the middle": (edited(POST, b"\n", b"\n\\.\n"), "the rows that it should"),
    "strange people": (edited("memberships.json", b'"owner"', b'"king"'), "memberships.json"),
    "no people": (lambda f: resummed({**f, "memberships.json": b"7"}), "memberships.json"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_and_nothing_is_left(
    case: str, kept_archive: Path, alice: User, tmp_path: Path
) -> None:
    ensure_template()
    change, words = HOSTILE[case]
    bad = packed(tmp_path / "bad.zip", change(unpacked(kept_archive)))
    before = in_database()
    with pytest.raises(BadArchive, match=re.escape(words)):
        restore_as("ferry-two", by=None, reason="x", archive_path=bad)
    assert in_database() == before
    assert not Tenant.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_blog_it_is_of_stays_as_it_is(ferry: Tenant, tmp_path: Path) -> None:
    good, _manifest = archive_of(ferry, tmp_path, "good.zip")
    before = (sums(ferry), in_database())
    for case in ("a wrong sum", "data of another shape", "a newer version"):
        bad = packed(tmp_path / "bad.zip", HOSTILE[case][0](unpacked(good)))
        with pytest.raises(BadArchive):
            restore_over(ferry, by=None, reason="x", archive_path=bad)
    assert (sums(ferry), in_database()) == before


def test_every_cut_of_a_whole_file_is_refused(kept_archive: Path, tmp_path: Path) -> None:
    whole = kept_archive.read_bytes()
    for length in [0, 1, 100, len(whole) // 2, len(whole) - 1]:
        bad = tmp_path / "cut.zip"
        bad.write_bytes(whole[:length])
        with pytest.raises(BadArchive), Archive.open(bad) as archive:
            archive.verify()


def test_every_flipped_byte_is_refused_or_harmless(kept_archive: Path, tmp_path: Path) -> None:
    """Some bytes say nothing (a date); then everything must still be what it was."""
    with Archive.open(kept_archive) as archive:
        manifest_ = archive.manifest
    whole = kept_archive.read_bytes()
    bad, refused = tmp_path / "flipped.zip", 0
    for place in range(0, len(whole), max(len(whole) // 300, 1)):
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            with Archive.open(bad) as archive:
                assert archive.verify() == manifest_
        except BadArchive:
            refused += 1
    assert refused > 200


def test_a_bomb_is_refused_without_unpacking_it(kept_archive: Path, tmp_path: Path) -> None:
    files = {**unpacked(kept_archive), "media/bomb": b"\0" * (100 * 1024 * 1024)}
    bad = packed(tmp_path / "bomb.zip", files)
    assert bad.stat().st_size < 200_000
    with pytest.raises(BadArchive, match="unpack to far more"), Archive.open(bad):
        pass


def test_a_header_that_lies_about_its_size_is_found(kept_archive: Path, tmp_path: Path) -> None:
    """The file says 10 bytes in both places, and has a million."""
    files = unpacked(kept_archive)
    text = b"\0" * 1_000_000
    more = with_manifest(
        files, lambda m: m["members"].update({"media/liar": {"size": 10, "sha256": "0" * 64}})
    )
    bad = packed(tmp_path / "bad.zip", {**more, "media/liar": text})
    raw = bad.read_bytes().replace(struct.pack("<L", len(text)), struct.pack("<L", 10))
    bad.write_bytes(raw)
    with pytest.raises(BadArchive), Archive.open(bad) as archive:
        archive.verify()


@pytest.mark.parametrize("kind", ["link", "twice", "overlap", "encrypted", "lzma"])
def test_what_zip_files_can_do_and_ours_do_not(
    kind: str, kept_archive: Path, tmp_path: Path
) -> None:
    good = kept_archive

    def more(zipped: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("media/x")
        if kind == "link":
            info.external_attr = 0o120777 << 16
        zipped.writestr(info, "/etc/passwd", zipfile.ZIP_LZMA if kind == "lzma" else None)
        if kind == "twice":
            with pytest.warns(UserWarning):
                zipped.writestr("manifest.json", "{}")
        if kind == "overlap":
            zipped.filelist[-1].header_offset = zipped.filelist[0].header_offset
        if kind == "encrypted":
            zipped.filelist[-1].flag_bits |= 1

    bad = packed(tmp_path / "bad.zip", unpacked(good), more)
    with pytest.raises(BadArchive), Archive.open(bad) as archive:
        archive.verify()


@pytest.mark.django_db(transaction=True)
def test_html_that_nobody_here_wrote_is_made_again(
    ferry: Tenant, tmp_path: Path, alice: User
) -> None:
    good, _manifest = archive_of(ferry, tmp_path)
    evil = edited(POST, b"<strong>", b"<script>alert(1)</script>")(unpacked(good))
    bad = packed(tmp_path / "evil.zip", evil)
    made = restore_as("ferry-two", by=None, reason="x", archive_path=bad).tenant
    with tenant_transaction(made):
        assert not Post.objects.filter(content_html__contains="<script>").exists()
        here = list(Post.objects.order_by("pk").values_list("content_html", flat=True))
    with tenant_transaction(ferry):
        assert list(Post.objects.order_by("pk").values_list("content_html", flat=True)) == here


@pytest.mark.django_db(transaction=True)
def test_a_stranger_names_nobody_who_is_not_on_the_team(
    ferry: Tenant, tmp_path: Path, alice: User, bob: User
) -> None:
    good, _manifest = archive_of(ferry, tmp_path)
    files = unpacked(good)
    text = files[POST].replace(str(alice.pk).encode(), str(bob.pk).encode())
    bad = packed(tmp_path / "evil.zip", resummed({**files, POST: text}))
    made = restore_as("ferry-two", by=None, reason="x", archive_path=bad).tenant
    with tenant_transaction(made):
        assert not Post.objects.exclude(created_by_id=None).exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_is_not_written_over(ferry: Tenant, tmp_path: Path) -> None:
    put_media(ferry)
    good, _manifest = archive_of(ferry, tmp_path)
    evil = resummed({**unpacked(good), "media/2026/boat.png": b"another"})
    bad = packed(tmp_path / "evil.zip", evil)
    restore_over(ferry, by=None, reason="x", archive_path=bad)
    kept = tmp_path / "media" / str(ferry.pk) / "2026" / "boat.png"
    assert kept.read_bytes() == b"\x89PNG boat"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("media/a.png", True), ("media/2026/ü 1.png", True), ("a", True), ("", False),
        (".", False), ("..", False), ("a/../b", False), ("/a", False), ("a/", False),
        ("a//b", False), ("a\\b", False), ("c:x", False), ("a\nb", False), ("a\0", False),
        ("a.", False), ("a ", False), ("x" * 201, False), ("a/" * 250 + "b", False),
    ],
)  # fmt: skip
def test_safe_names(name: str, safe: bool) -> None:
    assert is_safe(name) is safe


def test_no_zip_at_all(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(io.BytesIO(b"PK\x05\x06" + b"\0" * 18).getvalue())
    with pytest.raises(BadArchive, match="no whole archive"), Archive.open(path):
        pass
