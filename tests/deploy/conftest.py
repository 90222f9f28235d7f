"""One installation behind Caddy for all tests that need one; none where there is no Caddy."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.deploy.installation import Installation, installed


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whatever needs the installation runs on one worker, and is marked for leaving it out."""
    names = getattr(item, "fixturenames", ())
    if Path(__file__).parent in item.path.parents and "installation" in names:
        for marker in (pytest.mark.caddy, pytest.mark.slow, pytest.mark.xdist_group("deploy")):
            item.add_marker(marker)
        if "https_browser" in names:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def installation() -> Iterator[Installation]:
    """Web, worker, beat, Postgres, Redis, mail and Caddy; see `installed`."""
    if shutil.which("caddy") is None:
        if os.environ.get("REQUIRE_CADDY") == "1":
            pytest.fail("There is no Caddy on PATH, and REQUIRE_CADDY=1.")
        pytest.skip("There is no Caddy on PATH: the deployment was NOT TRIED.")
    folder = Path(tempfile.mkdtemp(prefix="ink-", dir="/tmp"))  # short: it holds sockets
    folder.chmod(0o711)
    try:
        with installed(folder) as running:
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """A driver of browsers that ends with these tests."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def https_browser(installation: Installation, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Chromium that finds the installation under its names and knows its authority, nobody else's.

    No certificate error is ignored but for chains of that one authority's key.
    """
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("There is no Chromium on PATH, and REQUIRE_BROWSER=1.")
        pytest.skip("There is no Chromium on PATH: the browser tests were LEFT OUT.")
    rules = f"MAP *:80 127.0.0.1:{installation.http_port},"
    rules += f"MAP *:443 127.0.0.1:{installation.https_port}"
    pins = ",".join(_pin(installation.authority(name)) for name in ("root", "intermediate"))
    more = [f"--host-resolver-rules={rules}", f"--ignore-certificate-errors-spki-list={pins}"]
    playwright: Playwright = request.getfixturevalue("playwright")
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *more])
    yield browser
    browser.close()


def _pin(certificate: Path) -> str:
    """The SHA-256 of the certificate's key, as Chromium takes it."""
    key = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    encoded = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(encoded).digest()).decode()
