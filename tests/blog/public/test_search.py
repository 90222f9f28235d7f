"""GET /search/: what readers find in a blog, and what they do not."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from blog.actions.create_page import create_page
from blog.actions.inputs import PageInput, PostInput
from blog.actions.restore_post import restore_post
from blog.actions.save_category import save_category
from blog.actions.trash_page import trash_page
from blog.actions.trash_post import trash_post
from blog.actions.unpublish_post import unpublish_post
from blog.actions.update_post import update_post
from blog.due import run_one
from blog.models import Blog, Category, Page, Post, SearchEntry
from blog.search import reads
from blog.search.find import Search
from kit.search.limit import in_time
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tenants.pagecache.stamp import HEADER
from tests.conftest import BlogClient, MakeBlog
from tests.support.writing import draft, published

HIT = re.compile(r'<h2><a href="[^"]*"[^>]*>(.*?)</a></h2>', re.DOTALL)


def work(tenant: Tenant) -> None:
    """Do what is due."""
    with tenant_transaction(tenant):
        while run_one().ran:
            pass


def write(tenant: Tenant, by: User, *texts: tuple[str, str], **fields: Any) -> None:
    """Publish posts of a title and a text, the first one first, and index them."""
    with tenant_transaction(tenant):
        for title, content in texts:
            published(by, title, content, **fields)
    work(tenant)


def titles(reader: Client, q: str, **query: str | int) -> list[str]:
    """The titles that are found, in their order."""
    answer = reader.get("/search/", {"q": q, **query})
    assert answer.status_code == 200
    return [unescape(re.sub("</?mark>", "", found)) for found in HIT.findall(answer.text)]


def test_words_are_found_in_title_text_tags_and_category(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    write(tenant, alice, ("Ferry", "Nothing else."), tags=("harbour",), new_category="Journeys")
    write(tenant, alice, ("Lamps", "The *keeper* lit a lamp."))
    assert titles(reader, "ferry") == ["Ferry"]
    assert titles(reader, "keeper") == ["Lamps"]
    assert titles(reader, "harbour") == ["Ferry"]
    assert titles(reader, "journeys") == ["Ferry"]
    assert set(titles(reader, "alice")) >= {"Ferry", "Lamps"}
    assert titles(reader, "submarine") == []


def test_the_title_counts_more_than_the_text(tenant: Tenant, alice: User, reader: Client) -> None:
    at = timezone.now() - timedelta(days=3000)
    write(tenant, alice, ("Bread", "About flour."), at=at)
    write(tenant, alice, ("Monday", "We had bread, and then more."))
    assert titles(reader, "bread") == ["Bread", "Monday"]


def test_of_equals_the_newer_comes_first(tenant: Tenant, alice: User, reader: Client) -> None:
    write(tenant, alice, ("One", "Bread here."), at=timezone.now() - timedelta(days=3000))
    write(tenant, alice, ("Two", "Bread here."))
    assert titles(reader, "bread") == ["Two", "One"]


def test_all_words_must_be_there_and_some_must_not(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    write(
        tenant, alice, ("A", "green tea and milk"), ("B", "green tea"), ("C", "tea that is green")
    )
    assert sorted(titles(reader, "green tea")) == ["A", "B", "C"]
    assert sorted(titles(reader, '"green tea"')) == ["A", "B"]
    assert sorted(titles(reader, "green -milk")) == ["B", "C"]
    assert titles(reader, 'tea -"green tea"') == ["C"]
    assert sorted(titles(reader, "„green tea“ milk")) == ["A"]


def test_the_last_word_may_be_a_beginning(tenant: Tenant, alice: User, reader: Client) -> None:
    write(tenant, alice, ("Typography", "Letters and their spacing."))
    assert titles(reader, "typog") == ["Typography"]
    assert titles(reader, "letters spac") == ["Typography"]
    assert titles(reader, "spac letters") == []
    assert titles(reader, "typog ") == [], "a space says that the word is whole"


@pytest.mark.parametrize(
    ("language", "content", "asked"),
    [
        ("en", "She was running along rivers.", "run river"),
        ("de", "Die Häuser standen am Fluss.", "haus fluss"),
        ("fr", "Les élèves mangeaient des pommes.", "eleve pomme"),
        ("ru", "Книги лежали на столах.", "книга стол"),
        ("es", "Las canciones de los niños.", "cancion nino"),
    ],
)
def test_words_are_found_in_other_forms(
    tenant: Tenant, alice: User, reader: Client, language: str, content: str, asked: str
) -> None:
    write(tenant, alice, ("Forms", content), language=language)
    write(tenant, alice, ("Other", "Nothing of the kind."))
    assert titles(reader, f"{asked} ") == ["Forms"]


@pytest.mark.parametrize(
    ("content", "asked"),
    [
        ("Le café était fermé.", "cafe"),
        ("The cafe was closed.", "café"),
        ("Die Straße Łódź.", "strasse lodz"),
        ("Smørrebrød", "smorrebrod"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("İSTANBUL", "istanbul"),
        ("كِتَابٌ جديد", "كتاب"),
        ("שָׁלוֹם עולם", "שלום"),
        ("我们昨天去了东京都参观博物馆。", "东京都"),
        ("我们昨天去了东京都参观博物馆。", "博物馆"),
        ("我们昨天去了东京都参观博物馆。", "馆"),
        ("昨日は東京タワーへ行きました。", "タワー"),
        ("학교에 갔습니다", "학교"),
        ("ประเทศไทยสวยงาม", "ไทย"),
        ("मुझे हिन्दी पसंद है", "हिन्दी"),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("2024年の桜", "2024年"),
    ],
)
def test_accents_case_and_scripts_without_spaces(
    tenant: Tenant, alice: User, reader: Client, content: str, asked: str
) -> None:
    write(tenant, alice, ("Found", content))
    assert titles(reader, asked) == ["Found"]
    assert titles(reader, f'"{asked}"') == ["Found"]
    assert "<mark>" in reader.get("/search/", {"q": asked}).text


def test_letters_that_stand_apart_are_no_word_of_a_script_without_spaces(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    write(tenant, alice, ("Apart", "東京と京都"))
    assert titles(reader, "東京都") == []


def test_words_too_common_are_left_out_but_for_phrases(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    write(tenant, alice, ("Hamlet", "To be or not to be."), ("Rain", "On windows."))
    assert titles(reader, "the rain ") == ["Rain"]
    assert titles(reader, '"not to be"') == ["Hamlet"]


def test_a_phrase_is_found_behind_newer_texts_that_have_its_words_apart(
    tenant: Tenant, alice: User, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blog.querysets.found_posts.ANSWERS", 2)
    monkeypatch.setattr(reads, "_phrases", {False: reads._by_reading(member=False)})
    write(tenant, alice, ("Old", "Grey morning light."), ("Older", "A morning light as any."))
    write(tenant, alice, *((f"New {n}", "Light, and morning.") for n in range(4)))
    assert set(titles(reader, '"morning light"')) == {"Old", "Older"}
    assert titles(reader, 'light -"morning light"') == ["New 3", "New 2"]


def test_a_page_is_found_until_it_is_in_the_trash(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    with tenant_transaction(tenant):
        create_page(by=alice, data=PageInput(title="Colophon", content="Set in Caslon."))
    work(tenant)
    assert titles(reader, "caslon") == ["Colophon"]
    assert titles(reader, "about"), "the pages a blog begins with are found too"
    with tenant_transaction(tenant):
        trash_page(Page.objects.get(title="Colophon"), by=alice)
    assert titles(reader, "caslon") == []


def test_only_what_is_public_is_found(
    tenant: Tenant, alice: User, reader: Client, blog_client: BlogClient, make_blog: MakeBlog
) -> None:
    other = make_blog("other", owner=alice)
    write(other, alice, ("Elsewhere", "canary"))
    with tenant_transaction(tenant):
        draft(alice, "Draft", "canary")
        published(alice, "Later", "canary", at=timezone.now() + timedelta(hours=1))
        trash_post(published(alice, "Trash", "canary"), by=alice)
        unpublish_post(published(alice, "Back", "canary"), by=alice)
        published(alice, "Seen", "canary")
    with tenant_transaction(tenant):
        # whatever stands in the index, the post decides
        for post in Post.objects.all():
            SearchEntry.objects.update_or_create(
                post=post, defaults={"words": "'canary':1A '^canary'"}
            )
    for client in (reader, blog_client(tenant, alice)):
        assert titles(client, "canary") == ["Seen"]
        assert "One match" in client.get("/search/", {"q": "canary"}).text, "nor is it counted"
        assert titles(client, "canray") == []


def test_what_is_hidden_is_not_meant_either(tenant: Tenant, alice: User, reader: Client) -> None:
    with tenant_transaction(tenant):
        unpublish_post(published(alice, "Back", "submarine"), by=alice)
        work_inside()
    assert "Did you mean" not in reader.get("/search/", {"q": "submarien"}).text


def work_inside() -> None:
    while run_one().ran:
        pass


def test_it_follows_what_happens_to_a_post(tenant: Tenant, alice: User, reader: Client) -> None:
    write(tenant, alice, ("Nightingale", "Words."))
    with tenant_transaction(tenant):
        post = Post.objects.get(title="Nightingale")
        data = PostInput(title="Kingfisher", content="Words.", new_category="Birds")
        update_post(post, by=alice, data=data, version=post.version)
    work(tenant)
    assert titles(reader, "kingfisher") == ["Kingfisher"]
    assert titles(reader, "nightingale") == []
    with tenant_transaction(tenant):
        save_category(Category.objects.get(name="Birds"), by=alice, name="Ravens")
    work(tenant)
    assert titles(reader, "ravens") == ["Kingfisher"]
    assert titles(reader, "birds") == []
    with tenant_transaction(tenant):
        trash_post(Post.objects.get(title="Kingfisher"), by=alice)
    assert titles(reader, "ravens") == []
    with tenant_transaction(tenant):
        restore_post(Post.objects.get(title="Kingfisher"), by=alice)
    assert titles(reader, "ravens") == ["Kingfisher"]


def test_what_was_probably_meant_is_offered_as_it_is_written(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    write(tenant, alice, ("Möbel", "Ein Gemälde über dem Sofa."), language="de")
    text = reader.get("/search/", {"q": "gemadle"}).text
    assert "Did you mean" in text
    assert "q=gem%C3%A4lde" in text
    assert titles(reader, "gemälde") == ["Möbel"]


def test_the_snippet_shows_where_and_is_safe(tenant: Tenant, alice: User, reader: Client) -> None:
    far = "Something else entirely. " * 40
    content = f"{far}\n\nThen `<script>alert(1)</script>` a needle & thread.\n\n{far}"
    write(tenant, alice, ("<b>Needle</b>", content))
    text = reader.get("/search/", {"q": "needle"}).text
    assert "&lt;b&gt;<mark>Needle</mark>&lt;/b&gt;" in text
    assert "a <mark>needle</mark> &amp; thread" in text
    assert "<script>alert" not in text
    text = reader.get("/search/", {"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in text


def test_pages_of_results_follow_each_other_and_end(
    tenant: Tenant, alice: User, reader: Client
) -> None:
    write(tenant, alice, *((f"Tide {n}", "sea") for n in range(23)))
    pages = [titles(reader, "sea", page=number) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [10, 10, 3]
    assert len({title for page in pages for title in page}) == 23
    assert "23 matches" in reader.get("/search/", {"q": "sea"}).text
    assert "?q=sea&amp;page=2" in reader.get("/search/", {"q": "sea"}).text
    for number in ("0", "-1", "4", "x", "9" * 5000, "\u0663"):
        assert reader.get("/search/", {"q": "sea", "page": number}).status_code == 404


HOSTILE = [
    "'&|!:*",
    '"',
    '"""',
    "-",
    "--",
    '-"',
    "\\",
    "'); DROP TABLE blog_post; --",
    "a" * 10_000,
    "\u202e\u200f\u200d\ufeff",
    "\u0301",
    "( ! ) <-> :*",
    "^a ~b",
    "\U0001f600",
    "\ufdfa" * 50,
    "%s %(x)s {0}",
    "a " * 5_000,
]


@pytest.mark.parametrize("q", HOSTILE)
def test_whatever_is_typed_is_answered_with_a_page(
    tenant: Tenant, alice: User, reader: Client, q: str
) -> None:
    write(tenant, alice, ("Words", "Some words."))
    answer = reader.get("/search/", {"q": q})
    assert answer.status_code == 200
    assert "<h1>" in answer.text
    assert "noindex" in answer["X-Robots-Tag"]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(q=st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_text_is_answered_with_a_page(tenant: Tenant, reader: Client, q: str) -> None:
    answer = reader.get("/search/", {"q": q})
    assert answer.status_code == 200
    assert "</html>" in answer.text


def test_without_words_there_is_the_form_alone(reader: Client) -> None:
    text = reader.get("/search/").text
    assert 'role="search"' in text
    assert "<article" not in text
    assert 'content="noindex"' in text


def test_answers_are_never_kept(tenant: Tenant, reader: Client) -> None:
    for query in ({}, {"q": "words"}, {"q": "words", "page": "1"}):
        answer = reader.get("/search/", query)
        assert HEADER not in answer
        assert "private" in answer["Cache-Control"]


def test_a_question_that_takes_too_long_is_given_up_in_plain_words(
    tenant: Tenant, alice: User, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_args: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")

    monkeypatch.setattr(Search, "_ranked", slow)
    monkeypatch.setattr("blog.public.views.search.in_time", lambda: in_time(20))
    answer = reader.get("/search/", {"q": "words"})
    assert answer.status_code == 503
    assert "That took too long" in answer.text


def test_other_methods_are_refused(reader: Client) -> None:
    assert reader.post("/search/").status_code in {403, 405}


def test_browsers_are_told_how_to_ask(tenant: Tenant, reader: Client) -> None:
    assert '<link rel="search" type="application/opensearchdescription+xml"' in reader.get("/").text
    answer = reader.get("/opensearch.xml")
    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    (url,) = ET.fromstring(answer.content).iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == "http://alice.inkstead.localhost/search/?q={searchTerms}"


def test_a_blog_in_german_speaks_german(tenant: Tenant, reader: Client) -> None:
    with tenant_transaction(tenant):
        Blog.objects.update(language="de")
    assert "<h1>Suche</h1>" in reader.get("/search/").text


@override_settings(SEARCH_PACE=(3, 30.0))
def test_who_asks_without_end_waits_a_little(
    tenant: Tenant, alice: User, bob: User, make_blog: MakeBlog, blog_client: BlogClient
) -> None:
    write(tenant, alice, ("Ferry", "A lamp."))
    reader = blog_client(tenant)
    answers = [reader.get("/search/", {"q": "ferry"}, REMOTE_ADDR="10.0.0.1") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refused = answers[-1]
    assert "That was a lot to look for in a short time." in refused.text
    assert 1 <= int(refused["Retry-After"]) <= 30
    assert 'value="ferry"' in refused.text
    assert reader.get("/search/", REMOTE_ADDR="10.0.0.1").status_code == 200
    assert reader.get("/", REMOTE_ADDR="10.0.0.1").status_code == 200
    assert reader.get("/search/", {"q": "ferry"}, REMOTE_ADDR="10.0.0.2").status_code == 200
    other = blog_client(make_blog("bob", owner=bob))
    assert other.get("/search/", {"q": "ferry"}, REMOTE_ADDR="10.0.0.1").status_code == 200
