"""Lighthouse on a telephone: front page and post, in each theme, of a blog that may be indexed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from typing import Any

from bench.content import host_of
from bench.figures import ROOT, Figure
from bench.load import Missing
from bench.reading.front import arguments, chromium, front
from bench.reading.ground import ROUNDS, Ground
from bench.reading.weight import wear
from bench.stage import url_of
from blog.look.themes import THEMES

PROGRAM = ROOT / "node_modules/.bin/lighthouse"
PAGES = {"front page": "/", "post": "/blog/post-3/"}
TRIES = 3  # Chromium fails to record a page now and then
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]


def lighthouse(ground: Ground) -> Iterator[Figure]:
    """The median of the rounds for each of its four numbers."""
    if not PROGRAM.exists():
        raise Missing("There is no Lighthouse here: make tools.")
    tenant = ground.one("weight")
    with (
        ground.server(**ground.keeping()) as (upstream, _process),
        front(ground.stage.folder / "front", upstream) as caddy,
    ):
        for theme in THEMES:
            wear(tenant, theme)
            for page, path in PAGES.items():
                url = url_of(host_of(tenant), path)
                runs = [_run(url, caddy.port) for _ in range(ROUNDS)]
                for category in CATEGORIES:
                    value = median(run["categories"][category]["score"] * 100 for run in runs)
                    if value < 100:
                        _tell(runs[-1], category)
                    yield Figure(
                        name=f"Lighthouse, {page} in {theme}, {category}", value=value,
                        unit="of 100", n=1, rounds=ROUNDS, at_least=100,
                    )  # fmt: skip


def _run(url: str, port: int) -> dict[str, Any]:
    flags = " ".join(
        '{}="{}"'.format(*flag.split("=", 1)) if " " in flag else flag for flag in arguments(port)
    )
    command = [
        *(str(PROGRAM), url, "--quiet", "--output=json", "--output-path=stdout"),
        *("--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}"),
        f"--chrome-flags=--headless=new {flags}",
    ]
    environment = os.environ | {"CHROME_PATH": chromium()}
    for _ in range(TRIES):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            found: dict[str, Any] = json.loads(done.stdout)
            return found
    raise RuntimeError(f"Lighthouse failed: {done.stderr[-2000:]}")


def _tell(run: dict[str, Any], category: str) -> None:
    """What it took points for, on standard error."""
    for part in run["categories"][category]["auditRefs"]:
        audit = run["audits"][part["id"]]
        if part["weight"] and audit["score"] is not None and audit["score"] < 1:
            said = f"{category}: {audit['title']} {audit.get('displayValue', '')}"
            print(f"    {audit['score']:.2f} {said}", file=sys.stderr, flush=True)
