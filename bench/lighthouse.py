"""Lighthouse, as `make tools` fetches it, on one page behind Caddy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from bench.figures import ROOT
from bench.load import Missing
from bench.reading.front import arguments, chromium

PROGRAM = ROOT / "node_modules/.bin/lighthouse"
TRIES = 3  # Chromium fails to record a page now and then

type Report = dict[str, Any]


def look_at(url: str, port: int, categories: list[str], *, cookie: str = "") -> Report:
    """Its report on `url` as a telephone sees it, through the Caddy at `port`.

    `cookie` is a whole Cookie header. Raises Missing where there is no Lighthouse.
    """
    if not PROGRAM.exists():
        raise Missing("There is no Lighthouse here: make tools.")
    command = [
        *(str(PROGRAM), url, "--quiet", "--output=json", "--output-path=stdout"),
        *("--no-enable-error-reporting", f"--only-categories={','.join(categories)}"),
        f"--chrome-flags=--headless=new {_flags(port)}",
    ]
    if cookie:
        command.append(f"--extra-headers={json.dumps({'Cookie': cookie})}")
    environment = os.environ | {"CHROME_PATH": chromium()}
    for _ in range(TRIES):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            report: Report = json.loads(done.stdout)
            return report
    raise RuntimeError(f"Lighthouse failed: {done.stderr[-2000:]}")


def score(report: Report, category: str) -> float:
    """Of a hundred."""
    return float(report["categories"][category]["score"] * 100)


def tell(report: Report, category: str) -> None:
    """What it took points for, on standard error."""
    for part in report["categories"][category]["auditRefs"]:
        audit = report["audits"][part["id"]]
        if part["weight"] and audit["score"] is not None and audit["score"] < 1:
            said = f"{category}: {audit['title']} {audit.get('displayValue', '')}"
            print(f"    {audit['score']:.2f} {said}", file=sys.stderr, flush=True)


def _flags(port: int) -> str:
    return " ".join(
        '{}="{}"'.format(*flag.split("=", 1)) if " " in flag else flag for flag in arguments(port)
    )
