"""Validators, codings and heads, as RFC 9110 has them."""

from __future__ import annotations

import gzip
from typing import Any
from uuid import uuid4

import brotli
import pytest

from accounts.models import User
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tenants.pagecache.page import page_of
from tenants.pagecache.stamp import Stamp
from tests.pagecache.conftest import Reader
from tests.support.writing import published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def post(tenant: Tenant, alice: User) -> None:
    with tenant_transaction(tenant):
        published(alice, "Ferry", "The harbour was quiet. " * 100)


PATH = "/blog/ferry/"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("", ""), ("identity", ""), ("gzip", "gzip"), ("gzip, deflate, br", "br"),
     ("br;q=0, gzip", "gzip"), ("*", "br"), ("br;q=0, *;q=0.5", "gzip"),
     ("gzip;q=0", ""), ("gzip;q=nothing", "")],
)  # fmt: skip
def test_codings(reader: Reader, accepted: str, coding: str) -> None:
    plain = reader.get(PATH).body
    answer = reader.get(PATH, ACCEPT_ENCODING=accepted)
    assert answer.headers.get("Content-Encoding", "") == coding
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    decode: Any = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[coding]
    assert decode(answer.body) == plain
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_one_weak_tag_stands_for_the_page_in_every_coding(reader: Reader) -> None:
    tags = {reader.get(PATH, ACCEPT_ENCODING=one).headers["ETag"] for one in ("", "gzip", "br")}
    assert [tag[:3] for tag in tags] == ['W/"']


@pytest.mark.parametrize("form", ['"{}"', 'W/"{}"', '"other", W/"{}"', "*"])
def test_a_reader_who_has_it_gets_nothing_new(reader: Reader, form: str) -> None:
    tag = reader.get(PATH).headers["ETag"]
    answer = reader.get(PATH, IF_NONE_MATCH=form.format(tag[3:-1]))
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["ETag"] == tag
    assert "Content-Security-Policy" in answer.headers


def test_a_tag_that_was_sent_decides_alone(reader: Reader) -> None:
    when = reader.get(PATH).headers["Last-Modified"]
    answer = reader.get(PATH, IF_NONE_MATCH='"other"', IF_MODIFIED_SINCE=when)
    assert answer.status == 200


def test_by_date(reader: Reader) -> None:
    when = reader.get(PATH).headers["Last-Modified"]
    assert reader.get(PATH, IF_MODIFIED_SINCE=when).status == 304
    assert reader.get(PATH, IF_MODIFIED_SINCE="Mon, 01 Jan 2001 00:00:00 GMT").status == 200
    assert reader.get(PATH, IF_MODIFIED_SINCE="yesterday").status == 200


@pytest.mark.parametrize("kept", [False, True])
def test_a_head_is_the_page_without_its_body(reader: Reader, kept: bool) -> None:
    if kept:
        reader.get(PATH)
    head = reader.get(PATH, method="HEAD")
    page = reader.get(PATH)
    assert (head.status, head.body, head.was_kept) == (200, b"", kept)
    assert head.headers["Content-Length"] == page.headers["Content-Length"]


def test_the_headers_that_guard_a_page_are_kept_with_it(reader: Reader) -> None:
    first, second = reader.get(PATH).headers, reader.get(PATH).headers
    for name in ("Content-Type", "Content-Security-Policy", "X-Content-Type-Options",
                 "Referrer-Policy", "Content-Language", "X-Frame-Options"):  # fmt: skip
        assert second[name] == first[name], name


def test_a_browser_asks_each_time_and_a_cdn_only_by_setting(reader: Reader, settings: Any) -> None:
    headers = reader.get(PATH).headers
    assert headers["Cache-Control"] == "no-cache"
    assert "CDN-Cache-Control" not in headers
    settings.PAGE_CACHE_CDN_SECONDS = 60
    headers = reader.get(PATH).headers
    assert headers["CDN-Cache-Control"] == "public, max-age=60"
    assert headers["Surrogate-Key"].startswith("blog-")


@pytest.mark.parametrize(
    ("kind", "codings"),
    [("text/html; charset=utf-8", 3), ("application/atom+xml", 3), ("application/json", 3),
     ("image/svg+xml", 3), ("image/png", 1), ("application/zip", 1)],
)  # fmt: skip
def test_only_text_is_compressed(kind: str, codings: int) -> None:
    page = page_of(Stamp(uuid4(), 1, None), [("Content-Type", kind)], b"x" * 1000)
    assert len(page.bodies) == codings
