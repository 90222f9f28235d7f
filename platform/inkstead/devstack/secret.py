"""The secret key of a development copy: made once, kept in the data folder."""

import os
import secrets
from pathlib import Path

from inkstead.devstack.paths import data_dir, prepare_data_dir


def secret_key(data: Path | None = None) -> str:
    """Return the key in `<data>/secret-key` (mode 0600), making it on the first call."""
    folder = data_dir(data)
    path = folder / "secret-key"
    if not path.exists():
        prepare_data_dir(folder)
        _write_once(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, key: str) -> None:
    """Write whole or not at all: of two processes that start together, one key wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
