"""The database's first script, run with a password as compose and Debian's installation do."""

from __future__ import annotations

import subprocess
from pathlib import Path

import psycopg

from tests.deploy.installation import ROOT, Installation

PASSWORD = "Kq7vWn2XbR9tLm4Z"


def test_the_role_gets_its_password_and_nobody_reads_it(installation: Installation) -> None:
    database = installation.database
    done = subprocess.run(
        [
            Path(database.programs, "psql"), "-Xq", "-v", "ON_ERROR_STOP=1",
            "-d", database.url(user="postgres", name="postgres"),
            "-f", ROOT / "platform/inkstead/devstack/sql/setup.sql",
        ],
        env=installation.environment() | {"INKSTEAD_DATABASE_PASSWORD": PASSWORD},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with psycopg.connect(database.url(user="postgres"), autocommit=True) as superuser:
        kept = superuser.execute(
            "SELECT rolpassword, rolsuper, rolcreaterole, rolbypassrls, rolreplication"
            " FROM pg_authid WHERE rolname = 'inkstead'"
        ).fetchone()
        assert kept is not None
        assert kept[0].startswith("SCRAM-SHA-256$")
        assert kept[1:] == (False, True, False, False)
        owner = superuser.execute(
            "SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'public'"
        ).fetchone()
        assert owner == ("inkstead",)
        superuser.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA extensions")
        try:
            noted = superuser.execute(
                "SELECT count(*) FROM extensions.pg_stat_statements WHERE query ~ %s", [PASSWORD]
            ).fetchone()
        finally:
            superuser.execute("DROP EXTENSION pg_stat_statements")
    assert noted == (0,)
    for log in (installation.folder / "pg/logs").glob("*.log"):
        assert PASSWORD not in log.read_text(errors="replace")
