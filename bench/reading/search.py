"""How long readers wait for what they look for, in a blog of 10,000 posts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from statistics import median, quantiles
from urllib.parse import quote

from django.utils import timezone

from bench import content
from bench.browser import Browser
from bench.corpus import Corpus
from bench.figures import Figure
from bench.reading.ground import Ground
from bench.stage import url_of
from blog.due import run_one
from blog.models import Post
from blog.rendering import RENDERER_VERSION
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant

POSTS = 10_000
BATCH = 1_000
ROUNDS = 12
WARM_UP = 2
WITHIN = 0.050


def search(ground: Ground) -> Iterator[Figure]:
    """Ask in turn for rare and common words, beginnings, phrases, Chinese: over HTTP, not kept."""
    tenant, corpus = ground.one("search", posts=0), Corpus()
    asked = _questions(corpus)
    with tenant_transaction(tenant):
        there = Post.objects.count()
    _fill(tenant, corpus, there)
    indexing = _indexing(tenant)
    if not there:
        yield indexing
    times: dict[str, list[float]] = {name: [] for name in asked}
    host = content.host_of(tenant)
    with ground.server(**ground.keeping()) as (port, _process), Browser(port) as browser:
        for turn in range(ROUNDS + WARM_UP):
            for name, words in asked.items():
                took = _ask(browser, url_of(host, f"/search/?q={quote(words)}"))
                if turn >= WARM_UP:
                    times[name].append(took)
    label = f"search in {POSTS:,} posts"
    for name, these in times.items():
        yield Figure(name=f"{label}, {name}, p50", value=median(these), unit="s", n=len(these))
    every = [one for these in times.values() for one in these]
    yield Figure(name=f"{label}, p50", value=median(every), unit="s", n=len(every))
    worst = quantiles(every, n=20)[-1]
    yield Figure(name=f"{label}, p95", value=worst, unit="s", n=len(every), at_most=WITHIN)


def _questions(corpus: Corpus) -> dict[str, str]:
    """What is asked, by what it is; each finds something, but for the last."""
    dense = [corpus.words["zh"][rank] for rank in (200, 1, 700)]
    return {
        "a rare word": corpus.rare("en"),
        "a common word": corpus.common("en"),
        "a word of many": corpus.words["de"][40],
        "a beginning": corpus.words["en"][300][:4],
        "two letters": corpus.common("en")[:2],
        "two words": f"{corpus.words['fr'][3]} {corpus.words['fr'][60]}",
        "a phrase": f'"{corpus.words["en"][0]} {corpus.words["en"][1]}"',
        "all but": f"{corpus.words['en'][5]} -{corpus.words['en'][6]}",
        "Chinese": "".join(dense[:2]),
        "a common pair in Chinese": corpus.words["zh"][0] + corpus.words["zh"][1],
        "one character": corpus.words["zh"][2],
        "Thai": "".join(corpus.words["th"][:4]),
        "a slip": f"{corpus.words['en'][20][:-1]}xq",
    }


def _ask(browser: Browser, url: str) -> float:
    answer = browser.get(url)
    if answer.status != 200:
        raise RuntimeError(f"{answer.status} from {url}")
    return answer.seconds


def _fill(tenant: Tenant, corpus: Corpus, there: int) -> None:
    """Write the posts that lack: a run that was stopped left whole batches."""
    now = timezone.now()
    for _ in range(there):
        corpus.text()
    for start in range(there, POSTS, BATCH):
        posts = []
        for number in range(start, start + BATCH):
            text = corpus.text()
            html = "\n".join(f"<p>{line}</p>" for line in text.paragraphs)
            posts.append(
                Post(
                    title=text.title[:200],
                    slug=f"post-{number}",
                    content="\n\n".join(text.paragraphs),
                    content_html=html,
                    renderer_version=RENDERER_VERSION,
                    summary=text.paragraphs[0][:200],
                    words=400,
                    language=text.language,
                    status="published",
                    published_at=now - timedelta(hours=number),
                )
            )
        with tenant_transaction(tenant):
            Post.objects.bulk_create(posts)


def _indexing(tenant: Tenant) -> Figure:
    """Let due work do what it does after a restore."""
    begun = time.perf_counter()
    more = True
    while more:
        with tenant_transaction(tenant):
            more = run_one().ran
    took = time.perf_counter() - begun
    return Figure(name="search, a post indexed", value=took / POSTS, unit="s", n=POSTS)
