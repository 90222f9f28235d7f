"""`manage.py migrate` backwards, and where it is about the books alone."""

from __future__ import annotations

import pytest
from django.db import connection

from tenants.fleet.catalog import differences
from tests.conftest import MakeBlog
from tests.fleet.bodies import ADD_FIELD, BROKEN_FOR_SOME, BY_PYTHON, CONCURRENT
from tests.fleet.conftest import Write, ask, has, migrate

pytestmark = pytest.mark.django_db(transaction=True)


def test_there_and_back_again(make_blog: MakeBlog, write_migrations: Write) -> None:
    blog = make_blog("alice").schema_name
    make_blog("bruno")
    write_migrations(m0002=ADD_FIELD, m0003=BY_PYTHON, m0004=CONCURRENT)
    assert not migrate()[1]
    assert not migrate("contact", "0001")[1]
    assert not has(blog, "mood")
    write_migrations()  # the code from before is not needed to make blogs of today
    assert ask("SELECT count(*) FROM django_migrations WHERE app = 'contact'") == [(1,)]
    migrate("contact", "0001", "--check")
    assert not migrate("contact")[1]
    assert has(blog, "mood")
    assert differences(blog, make_blog("carla").schema_name) == []


def test_zero_takes_all_of_an_app_away(make_blog: MakeBlog) -> None:
    blog = make_blog("alice").schema_name
    refused = migrate("contact", "zero")[1]
    assert "all that 1 blog has in contact" in refused
    assert has(blog, "spam_at")
    assert not migrate("contact", "zero", "--sure", "contact")[1]
    assert not has(blog, "spam_at")
    assert not migrate()[1]
    assert has(blog, "spam_at")


def test_fake_writes_the_books_alone(make_blog: MakeBlog, write_migrations: Write) -> None:
    blog = make_blog("alice").schema_name
    write_migrations(m0002=ADD_FIELD)
    assert not migrate("--fake")[1]
    assert not has(blog, "mood")
    books = f"SELECT 1 FROM \"{blog}\".django_migrations WHERE name = 'm0002'"
    assert ask(books) == [(1,)]
    assert not migrate("contact", "0001", "--fake")[1]
    assert ask(books) == []
    migrate("contact", "0001", "--check")
    assert not migrate()[1]
    assert has(blog, "mood")


def test_fake_initial_believes_the_tables_that_are_there(make_blog: MakeBlog) -> None:
    blog = make_blog("alice").schema_name
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM \"{blog}\".django_migrations WHERE app = 'contact'")
        cursor.execute("DELETE FROM tenants_fleetschema")
    assert "already exists" in migrate()[0]
    assert not migrate("--fake-initial")[1]
    migrate("--check")


def test_squashed_migrations_are_noted_as_django_does(
    make_blog: MakeBlog, write_migrations: Write
) -> None:
    blog = make_blog("alice").schema_name
    write_migrations(m0002=ADD_FIELD, m0003=BROKEN_FOR_SOME)
    assert not migrate()[1]
    squashed = """
dependencies = [("contact", "0001_initial")]
replaces = [("contact", "m0002"), ("contact", "m0003")]
operations = [
    migrations.AddField("message", "mood", models.CharField(max_length=9, default="calm")),
    migrations.AddField("message", "stars", models.IntegerField(null=True)),
    migrations.AddIndex("message", models.Index(fields=["stars"], name="message_stars")),
    migrations.AddField("message", "once", models.IntegerField(null=True)),
    migrations.AddConstraint("message",
        models.CheckConstraint(condition=~models.Q(name="Forbidden"), name="not_forbidden")),
]
"""
    write_migrations(m0002_squashed=squashed)
    assert not migrate()[1]
    names = f"SELECT name FROM \"{blog}\".django_migrations WHERE app = 'contact' ORDER BY name"
    assert [n for (n,) in ask(names)] == ["0001_initial", "m0002", "m0002_squashed", "m0003"]
    assert differences(blog, make_blog("bruno").schema_name) == []


def test_prune_forgets_what_is_no_longer_there(
    make_blog: MakeBlog, write_migrations: Write
) -> None:
    blog = make_blog("alice").schema_name
    folder = write_migrations(m0002=ADD_FIELD, m0003=BROKEN_FOR_SOME)
    assert not migrate()[1]
    (folder / "m0003.py").unlink()
    write_migrations()
    said, error = migrate("contact", "--prune")
    assert not error
    assert f"({blog}): forgot m0003" in said
    migrate("contact", "--check")
