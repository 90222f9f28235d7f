"""On another installation: another database with other people."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from blog.models import Post
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.archive.blogs import archive_of, put_media
from tests.conftest import Join
from tests.support.databases import ROOT, database_url, environment

pytestmark = pytest.mark.django_db(transaction=True)

DATABASE = "elsewhere"
type Manage = Callable[..., str]

SCRIPT = """
import io, json
from django.core.management import call_command
call_command("migrate", verbosity=0)
from accounts.models import User
from blog.models import Post
from django.test import Client
from tenants.db.scope import tenant_transaction
from tenants.models import Membership, Tenant
alice = User.objects.create_user("alice@post.example", "a sentence is fine", name="Another Alice")
said = io.StringIO()
words = ["blog", "restore", "ARCHIVE", "--as", "ferry", "--reason", "x", "--json"]
call_command(*words, stdout=said)
tenant = Tenant.objects.get()
with tenant_transaction(tenant):
    posts = list(Post.objects.order_by("pk").values_list("title", "created_by_id"))
page = Client(HTTP_HOST="ferry.inkstead.localhost").get("/blog/post-1/")
print(json.dumps({
    "left_out": json.loads(said.getvalue())["left_out"],
    "posts": [[title, str(by)] for title, by in posts],
    "alice": str(alice.pk),
    "team": list(Membership.objects.values_list("user__email", "role")),
    "status": page.status_code,
    "page": page.content.decode(),
}))
"""


@pytest.fixture
def elsewhere() -> Iterator[Manage]:
    """A shell of another installation on the same server."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    url = database_url().replace(f"/{connection.settings_dict['NAME']}?", f"/{DATABASE}?")

    def run(script: str) -> str:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "manage.py", "shell", "--verbosity", "0"],
            input=script, capture_output=True, text=True, cwd=ROOT, timeout=150, check=False,
            env=environment(DATABASE_URL=url),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    yield run
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def test_it_moves_there(
    elsewhere: Manage, ferry: Tenant, bob: User, join: Join, tmp_path: Path
) -> None:
    join(bob, ferry, "author")
    with tenant_transaction(ferry):
        Post.objects.filter(title="To come").update(created_by_id=bob.pk)
    put_media(ferry)
    path, _manifest = archive_of(ferry, tmp_path)
    answer = elsewhere(SCRIPT.replace("ARCHIVE", str(path))).splitlines()[-1]
    there: dict[str, Any] = json.loads(answer)
    assert there["left_out"] == ["bob@post.example"]
    by = dict(map(tuple, there["posts"]))
    assert by["Post 1"] == there["alice"]  # another id, the same e-mail
    assert by["To come"] == "None"  # nobody there has Bob's
    assert there["team"] == [["alice@post.example", "owner"]]
    assert there["status"] == 200
    assert "<strong>bold</strong>" in there["page"]
