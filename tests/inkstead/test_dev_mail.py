"""Reading, in the browser, the mail that development never sends."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, mailers
from django.test import Client

from inkstead.mailbox import letters
from tests.conftest import BlogClient

pytestmark = pytest.mark.django_db

LINK = "http://inkstead.localhost:8000/accounts/confirm/a-key/"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MAIL_FOLDER = tmp_path
    backend = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"file_path": tmp_path}}}
    return tmp_path


@pytest.fixture
def client(platform_client: BlogClient) -> Client:
    return platform_client()


def send(*subjects: str, html: str = "") -> None:
    """Send the letters over one connection, so that one file holds them."""
    mails = []
    for subject in subjects:
        mail = EmailMultiAlternatives(subject, f"Hello,\n\n{LINK}\n", to=["ida@post.example"])
        if html:
            mail.attach_alternative(html, "text/html")
        mails.append(mail)
    mailers.default.send_messages(mails)


def test_an_empty_mailbox_says_so(client: Client) -> None:
    assert "No letter has been written yet." in client.get("/dev/mail/").content.decode()


def test_letters_are_listed_newest_first(client: Client, folder: Path) -> None:
    send("First", "Second")
    for file in folder.iterdir():
        os.utime(file, (1_000_000, 1_000_000))
    send("Third")
    assert [letter.subject for letter in letters()] == ["Third", "Second", "First"]
    page = client.get("/dev/mail/").content.decode()
    assert page.index("Third") < page.index("Second") < page.index("First")


def test_a_letter_is_shown_and_its_links_can_be_followed(client: Client) -> None:
    send("Confirm – your “address”")
    (letter,) = letters()
    response = client.get(f"/dev/mail/{letter.name}/")
    page = response.content.decode()
    assert "Confirm – your “address”" in page
    assert f'<a href="{LINK}"' in page
    assert "ida@post.example" in page
    assert "<iframe" not in page


def test_its_html_stands_in_a_frame_that_runs_nothing(client: Client) -> None:
    send("Hello", html=f'<p>Hi</p><script>alert(1)</script><a href="{LINK}">Confirm</a>')
    (letter,) = letters()
    page = client.get(f"/dev/mail/{letter.name}/")
    assert '<iframe src="?part=html"' in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    part = client.get(f"/dev/mail/{letter.name}/?part=html")
    policy = part["Content-Security-Policy"]
    assert "<p>Hi</p>" in part.content.decode()
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    assert part["X-Frame-Options"] == "SAMEORIGIN"


def test_what_a_letter_says_is_only_text_on_the_page(client: Client) -> None:
    send("<script>alert(1)</script>")
    (letter,) = letters()
    for page in ("/dev/mail/", f"/dev/mail/{letter.name}/"):
        assert "<script>alert" not in client.get(page).content.decode()


@pytest.mark.parametrize("name", ["none.log-0", "..%2F..%2Fetc%2Fpasswd", "x", "a.log-99"])
def test_a_letter_that_is_not_there(client: Client, name: str) -> None:
    send("Hello")
    assert client.get(f"/dev/mail/{name}/").status_code == 404


def test_in_production_there_is_no_mailbox(client: Client, settings: Any) -> None:
    send("Hello")
    name = letters()[0].name
    settings.DEVELOPMENT = False
    assert client.get("/dev/mail/").status_code == 404
    assert client.get(f"/dev/mail/{name}/").status_code == 404
    assert client.get(f"/dev/mail/{name}/?part=html").status_code == 404


@pytest.mark.parametrize("path", ["/dev/mail/", "/dev/mail/a.log-0/"])
def test_only_reading(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
